-- Extensions of Supabase that scratch servers do not have: their names, so that migrations which use
-- them can be tried, and nothing behind them. {owner}: the ordinary role that runs migrations.
CREATE SCHEMA backout_stand_ins;
CREATE VIEW backout_stand_ins.stand_in (name, home, definition) AS VALUES
('pg_graphql', 'graphql', ''), ('supabase_vault', 'vault', ''), ('hypopg', NULL, ''),
('index_advisor', NULL, ''), ('pg_repack', NULL, ''), ('pgaudit', NULL, ''),
('plpgsql_check', NULL, ''), ('pg_stat_monitor', NULL, ''), ('pg_hashids', NULL, ''),
('pg_cron', 'cron', $sql$
    CREATE TABLE {home}.job (
        jobid bigserial PRIMARY KEY, schedule text NOT NULL, command text NOT NULL,
        nodename text NOT NULL DEFAULT 'localhost', nodeport integer NOT NULL DEFAULT 5432,
        database text NOT NULL DEFAULT current_database(),
        username text NOT NULL DEFAULT current_user, active boolean NOT NULL DEFAULT true,
        jobname text);
    CREATE TABLE {home}.job_run_details (
        jobid bigint, runid bigserial PRIMARY KEY, job_pid integer, database text, username text,
        command text, status text, return_message text, start_time timestamptz,
        end_time timestamptz);
    CREATE FUNCTION {home}.schedule(schedule text, command text) RETURNS bigint LANGUAGE sql
        AS 'INSERT INTO cron.job (schedule, command) VALUES ($1, $2) RETURNING jobid';
    CREATE FUNCTION {home}.schedule(job_name text, schedule text, command text) RETURNS bigint
        LANGUAGE sql AS 'DELETE FROM cron.job WHERE jobname = $1;
            INSERT INTO cron.job (jobname, schedule, command) VALUES ($1, $2, $3) RETURNING jobid';
    CREATE FUNCTION {home}.unschedule(job_id bigint) RETURNS boolean LANGUAGE sql
        AS 'DELETE FROM cron.job WHERE jobid = $1; SELECT true';
    CREATE FUNCTION {home}.unschedule(job_name text) RETURNS boolean LANGUAGE sql
        AS 'DELETE FROM cron.job WHERE jobname = $1; SELECT true';
    CREATE FUNCTION {home}.alter_job(
        job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL,
        database text DEFAULT NULL, username text DEFAULT NULL, active boolean DEFAULT NULL)
        RETURNS void LANGUAGE sql AS 'SELECT';
$sql$),
('pg_net', 'net', $sql$
    CREATE TABLE {home}.http_request_queue (
        id bigserial, method text, url text, headers jsonb, body bytea,
        timeout_milliseconds integer);
    CREATE TABLE {home}._http_response (
        id bigint, status_code integer, content_type text, headers jsonb, content text,
        timed_out boolean, error_msg text, created timestamptz DEFAULT now());
    CREATE FUNCTION {home}.http_get(
        url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
        timeout_milliseconds integer DEFAULT 5000) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
    CREATE FUNCTION {home}.http_post(
        url text, body jsonb DEFAULT '{}', params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
        timeout_milliseconds integer DEFAULT 5000) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
    CREATE FUNCTION {home}.http_delete(
        url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
        timeout_milliseconds integer DEFAULT 5000, body jsonb DEFAULT NULL)
        RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
$sql$),
('http', NULL, $sql$
    CREATE TYPE {home}.http_header AS (field varchar, value varchar);
    CREATE TYPE {home}.http_response AS (
        status integer, content_type varchar, headers {home}.http_header[], content varchar);
    CREATE TYPE {home}.http_request AS (
        method text, uri varchar, headers {home}.http_header[], content_type varchar,
        content varchar);
    CREATE FUNCTION {home}.http_header(field varchar, value varchar) RETURNS {home}.http_header
        LANGUAGE sql AS 'SELECT NULL::{home}.http_header';
    CREATE FUNCTION {home}.http(request {home}.http_request) RETURNS {home}.http_response
        LANGUAGE sql AS 'SELECT NULL::{home}.http_response';
    CREATE FUNCTION {home}.http_get(uri varchar) RETURNS {home}.http_response
        LANGUAGE sql AS 'SELECT NULL::{home}.http_response';
    CREATE FUNCTION {home}.http_post(uri varchar, content varchar, content_type varchar)
        RETURNS {home}.http_response LANGUAGE sql AS 'SELECT NULL::{home}.http_response';
    CREATE FUNCTION {home}.http_set_curlopt(curlopt varchar, value varchar) RETURNS boolean
        LANGUAGE sql AS 'SELECT true';
$sql$),
('pgjwt', NULL, $sql$
    CREATE FUNCTION {home}.sign(payload json, secret text, algorithm text DEFAULT 'HS256')
        RETURNS text LANGUAGE sql AS 'SELECT NULL::text';
    CREATE FUNCTION {home}.verify(token text, secret text, algorithm text DEFAULT 'HS256')
        RETURNS TABLE (header json, payload json, valid boolean)
        LANGUAGE sql AS 'SELECT NULL::json, NULL::json, false';
    CREATE FUNCTION {home}.url_encode(data bytea) RETURNS text LANGUAGE sql AS 'SELECT NULL::text';
    CREATE FUNCTION {home}.url_decode(data text) RETURNS bytea LANGUAGE sql AS 'SELECT NULL::bytea';
$sql$),
('pg_jsonschema', NULL, $sql$
    CREATE FUNCTION {home}.json_matches_schema(schema json, instance json) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS 'SELECT true';
    CREATE FUNCTION {home}.jsonb_matches_schema(schema json, instance jsonb) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS 'SELECT true';
$sql$),
('pgsodium', 'pgsodium', $sql$
    CREATE TABLE {home}.key (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), status text, created timestamptz,
        expires timestamptz, key_type text, key_id bigserial, name text UNIQUE);
    CREATE VIEW {home}.valid_key AS SELECT * FROM {home}.key;
    CREATE FUNCTION {home}.create_key(key_type text DEFAULT NULL, name text DEFAULT NULL)
        RETURNS {home}.valid_key LANGUAGE sql AS 'SELECT NULL::pgsodium.valid_key';
$sql$),
('vector', NULL, $sql$
    CREATE TYPE {home}.vector;
    CREATE FUNCTION {home}.vector_in(cstring, oid, integer) RETURNS {home}.vector
        LANGUAGE internal IMMUTABLE STRICT AS 'textin';
    CREATE FUNCTION {home}.vector_out({home}.vector) RETURNS cstring
        LANGUAGE internal IMMUTABLE STRICT AS 'textout';
    CREATE TYPE {home}.vector (
        INPUT = {home}.vector_in, OUTPUT = {home}.vector_out, TYPMOD_IN = varchartypmodin,
        TYPMOD_OUT = varchartypmodout, STORAGE = external);
    CREATE FUNCTION {home}.l2_distance({home}.vector, {home}.vector) RETURNS float8
        LANGUAGE sql IMMUTABLE AS 'SELECT 0::float8';
    CREATE FUNCTION {home}.cosine_distance({home}.vector, {home}.vector) RETURNS float8
        LANGUAGE sql IMMUTABLE AS 'SELECT 0::float8';
    CREATE FUNCTION {home}.inner_product({home}.vector, {home}.vector) RETURNS float8
        LANGUAGE sql IMMUTABLE AS 'SELECT 0::float8';
    CREATE OPERATOR {home}.<-> (
        LEFTARG = {home}.vector, RIGHTARG = {home}.vector, FUNCTION = {home}.l2_distance);
    CREATE OPERATOR {home}.<=> (
        LEFTARG = {home}.vector, RIGHTARG = {home}.vector, FUNCTION = {home}.cosine_distance);
    CREATE OPERATOR {home}.<#> (
        LEFTARG = {home}.vector, RIGHTARG = {home}.vector, FUNCTION = {home}.inner_product);
    CREATE FUNCTION {home}.vector_eq({home}.vector, {home}.vector) RETURNS boolean
        LANGUAGE internal IMMUTABLE STRICT AS 'byteaeq';
    CREATE FUNCTION {home}.vector_hash({home}.vector) RETURNS integer
        LANGUAGE internal IMMUTABLE STRICT AS 'hashvarlena';
    CREATE OPERATOR {home}.= (
        LEFTARG = {home}.vector, RIGHTARG = {home}.vector, FUNCTION = {home}.vector_eq);
    CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
    CREATE ACCESS METHOD ivfflat TYPE INDEX HANDLER hashhandler;
    DO $do$
    DECLARE
        measure text;
        method text;
    BEGIN
        FOREACH method IN ARRAY ARRAY['hnsw', 'ivfflat'] LOOP
            FOREACH measure IN ARRAY ARRAY['l2', 'ip', 'cosine'] LOOP
                EXECUTE format('CREATE OPERATOR CLASS {home}.vector_%s_ops FOR TYPE {home}.vector
                    USING %s AS OPERATOR 1 {home}.=, FUNCTION 1 {home}.vector_hash',
                    measure, method);
            END LOOP;
        END LOOP;
    END $do$;
    CREATE CAST (real[] AS {home}.vector) WITH INOUT AS ASSIGNMENT;
    CREATE CAST (double precision[] AS {home}.vector) WITH INOUT AS ASSIGNMENT;
$sql$);

-- What CREATE EXTENSION does, of a definition from above: what it makes belongs to the extension, and
-- the extension to the caller.
CREATE FUNCTION backout_stand_ins.create_extension(
    extension text, target_schema text, if_not_exists boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
DECLARE
    found_one backout_stand_ins.stand_in;
    caller oid := (SELECT oid FROM pg_roles WHERE rolname = session_user);
    made oid := pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index');
    place text;
    member record;
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = extension) THEN
        IF NOT if_not_exists THEN
            RAISE EXCEPTION 'extension "%" already exists', extension USING ERRCODE = '42710';
        END IF;
        RETURN;
    END IF;
    SELECT * INTO STRICT found_one FROM backout_stand_ins.stand_in WHERE name = extension;
    place := coalesce(found_one.home, target_schema);
    IF found_one.home IS NOT NULL THEN
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', place, session_user);
    ELSIF NOT has_schema_privilege(session_user, place, 'CREATE') THEN
        RAISE EXCEPTION 'permission denied for schema %', place USING ERRCODE = '42501';
    END IF;
    IF found_one.definition <> '' THEN
        EXECUTE replace(found_one.definition, '{home}', quote_ident(place));
    END IF;
    INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    VALUES (made, extension, caller, place::regnamespace, false, 'stand-in');
    INSERT INTO pg_depend VALUES ('pg_extension'::regclass, made, 0,
        'pg_namespace'::regclass, place::regnamespace, 0, 'n');
    INSERT INTO pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
    SELECT d.oid, 'pg_extension'::regclass, made, 0, 'pg_authid'::regclass, caller, 'o'
    FROM pg_database d WHERE d.datname = current_database();
    FOR member IN
        SELECT 'pg_class'::regclass AS class, oid, CASE relkind WHEN 'r' THEN 'TABLE'
                WHEN 'v' THEN 'VIEW' WHEN 'c' THEN 'TYPE' END AS kind, oid::regclass::text AS named
        FROM pg_class WHERE oid > made AND relkind IN ('r', 'v', 'c', 'S')
        UNION ALL SELECT 'pg_type'::regclass, oid, CASE typrelid WHEN 0 THEN 'TYPE' END,
            oid::regtype::text
        FROM pg_type t WHERE oid > made AND typcategory <> 'A'
            AND (typrelid = 0
                OR EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND c.relkind = 'c'))
        UNION ALL SELECT 'pg_proc'::regclass, oid, 'ROUTINE', oid::regprocedure::text
        FROM pg_proc WHERE oid > made
        UNION ALL SELECT 'pg_operator'::regclass, oid, 'OPERATOR', oid::regoperator::text
        FROM pg_operator WHERE oid > made
        UNION ALL SELECT 'pg_cast'::regclass, oid, NULL, '' FROM pg_cast WHERE oid > made
        UNION ALL SELECT 'pg_am'::regclass, oid, NULL, '' FROM pg_am WHERE oid > made
        UNION ALL SELECT 'pg_opclass'::regclass, oid, NULL, '' FROM pg_opclass WHERE oid > made
        UNION ALL SELECT 'pg_opfamily'::regclass, oid, NULL, '' FROM pg_opfamily WHERE oid > made
    LOOP
        INSERT INTO pg_depend VALUES (member.class, member.oid, 0,
            'pg_extension'::regclass, made, 0, 'e');
        IF member.kind IS NOT NULL THEN
            EXECUTE format('ALTER %s %s OWNER TO %I', member.kind, member.named, session_user);
        END IF;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION backout_stand_ins.create_extension FROM PUBLIC;
GRANT USAGE ON SCHEMA backout_stand_ins TO {owner};
GRANT EXECUTE ON FUNCTION backout_stand_ins.create_extension TO {owner};

-- Every database of Supabase has these two, and what is in them is made above.
DO $$
BEGIN
    IF current_setting('is_superuser') = 'on' THEN
        INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
        SELECT pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index'), e.name, d.datdba,
            e.home::regnamespace, false, 'stand-in'
        FROM (VALUES ('pg_graphql', 'graphql'), ('supabase_vault', 'vault')) AS e (name, home),
            pg_database d
        WHERE d.datname = current_database();
    END IF;
END $$;
