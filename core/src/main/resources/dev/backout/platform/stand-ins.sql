-- Extensions of Supabase that scratch servers do not have: their names, so that migrations which use
-- them can be tried, and nothing behind them. {owner}: the ordinary role that runs migrations.
CREATE SCHEMA backout_stand_ins;
CREATE VIEW backout_stand_ins.stand_in (name, home, definition) AS VALUES
('pg_graphql', 'graphql', ''), ('supabase_vault', 'vault', ''), ('hypopg', NULL, ''),
('index_advisor', NULL, ''), ('pg_repack', NULL, ''), ('pgaudit', NULL, ''),
('plpgsql_check', NULL, ''), ('pg_stat_monitor', NULL, ''), ('pg_hashids', NULL, ''),
('wrappers', NULL, ''), ('pg_tle', 'pgtle', ''),
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
    CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
    CREATE ACCESS METHOD ivfflat TYPE INDEX HANDLER hashhandler;
    DO $do$
    DECLARE
        kind text;
        measure text;
        method text;
    BEGIN
        FOREACH kind IN ARRAY ARRAY['vector', 'halfvec', 'sparsevec'] LOOP
            EXECUTE replace($type$
                CREATE TYPE {home}.KIND;
                CREATE FUNCTION {home}.KIND_in(cstring, oid, integer) RETURNS {home}.KIND
                    LANGUAGE internal IMMUTABLE STRICT AS 'textin';
                CREATE FUNCTION {home}.KIND_out({home}.KIND) RETURNS cstring
                    LANGUAGE internal IMMUTABLE STRICT AS 'textout';
                CREATE TYPE {home}.KIND (
                    INPUT = {home}.KIND_in, OUTPUT = {home}.KIND_out, TYPMOD_IN = varchartypmodin,
                    TYPMOD_OUT = varchartypmodout, STORAGE = external);
                CREATE FUNCTION {home}.l2_distance({home}.KIND, {home}.KIND) RETURNS float8
                    LANGUAGE sql IMMUTABLE AS 'SELECT 0::float8';
                CREATE FUNCTION {home}.cosine_distance({home}.KIND, {home}.KIND) RETURNS float8
                    LANGUAGE sql IMMUTABLE AS 'SELECT 0::float8';
                CREATE FUNCTION {home}.inner_product({home}.KIND, {home}.KIND) RETURNS float8
                    LANGUAGE sql IMMUTABLE AS 'SELECT 0::float8';
                CREATE OPERATOR {home}.<-> (
                    LEFTARG = {home}.KIND, RIGHTARG = {home}.KIND, FUNCTION = {home}.l2_distance);
                CREATE OPERATOR {home}.<=> (
                    LEFTARG = {home}.KIND, RIGHTARG = {home}.KIND,
                    FUNCTION = {home}.cosine_distance);
                CREATE OPERATOR {home}.<#> (
                    LEFTARG = {home}.KIND, RIGHTARG = {home}.KIND,
                    FUNCTION = {home}.inner_product);
                CREATE FUNCTION {home}.KIND_eq({home}.KIND, {home}.KIND) RETURNS boolean
                    LANGUAGE internal IMMUTABLE STRICT AS 'byteaeq';
                CREATE FUNCTION {home}.KIND_hash({home}.KIND) RETURNS integer
                    LANGUAGE internal IMMUTABLE STRICT AS 'hashvarlena';
                CREATE OPERATOR {home}.= (
                    LEFTARG = {home}.KIND, RIGHTARG = {home}.KIND, FUNCTION = {home}.KIND_eq);
                CREATE CAST (real[] AS {home}.KIND) WITH INOUT AS ASSIGNMENT;
                CREATE CAST (double precision[] AS {home}.KIND) WITH INOUT AS ASSIGNMENT;
            $type$, 'KIND', kind);
            FOREACH method IN ARRAY ARRAY['hnsw', 'ivfflat'] LOOP
                FOREACH measure IN ARRAY ARRAY['l2', 'ip', 'cosine'] LOOP
                    EXECUTE format('CREATE OPERATOR CLASS {home}.%2$s_%3$s_ops FOR TYPE {home}.%2$s
                        USING %1$s AS OPERATOR 1 {home}.=, FUNCTION 1 {home}.%2$s_hash',
                        method, kind, measure);
                END LOOP;
            END LOOP;
        END LOOP;
    END $do$;
$sql$),
('pgmq', 'pgmq', $sql$
    CREATE TYPE {home}.message_record AS (
        msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb,
        headers jsonb);
    CREATE TYPE {home}.queue_record AS (
        queue_name varchar, is_partitioned boolean, is_unlogged boolean, created_at timestamptz);
    CREATE TABLE {home}.meta (
        queue_name varchar UNIQUE NOT NULL, is_partitioned boolean NOT NULL,
        is_unlogged boolean NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
    -- The tables of a queue belong to the extension.
    CREATE FUNCTION {home}.create(queue_name text) RETURNS void LANGUAGE plpgsql AS $do$
    DECLARE
        wanted text;
    BEGIN
        FOREACH wanted IN ARRAY ARRAY['q_', 'a_'] LOOP
            wanted := format('{home}.%I', wanted || lower(queue_name));
            CONTINUE WHEN to_regclass(wanted) IS NOT NULL;
            EXECUTE format('CREATE TABLE %s (
                msg_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
                read_ct integer NOT NULL DEFAULT 0, enqueued_at timestamptz NOT NULL DEFAULT now(),
                archived_at timestamptz NOT NULL DEFAULT now(), vt timestamptz NOT NULL,
                message jsonb, headers jsonb)', wanted);
            EXECUTE format('ALTER EXTENSION pgmq ADD TABLE %s', wanted);
        END LOOP;
        INSERT INTO {home}.meta VALUES (lower(queue_name), false, false) ON CONFLICT DO NOTHING;
    END $do$;
    CREATE FUNCTION {home}.create_non_partitioned(queue_name text) RETURNS void
        LANGUAGE sql AS 'SELECT {home}.create($1)';
    CREATE FUNCTION {home}.create_unlogged(queue_name text) RETURNS void
        LANGUAGE sql AS 'SELECT {home}.create($1)';
    CREATE FUNCTION {home}.drop_queue(queue_name text) RETURNS boolean LANGUAGE plpgsql AS $do$
    DECLARE
        wanted text;
    BEGIN
        FOREACH wanted IN ARRAY ARRAY['q_', 'a_'] LOOP
            wanted := format('{home}.%I', wanted || lower(queue_name));
            CONTINUE WHEN to_regclass(wanted) IS NULL;
            EXECUTE format('ALTER EXTENSION pgmq DROP TABLE %s', wanted);
            EXECUTE format('DROP TABLE %s', wanted);
        END LOOP;
        DELETE FROM {home}.meta m WHERE m.queue_name = lower(drop_queue.queue_name);
        RETURN true;
    END $do$;
    CREATE FUNCTION {home}.send(queue_name text, msg jsonb, delay integer DEFAULT 0)
        RETURNS SETOF bigint LANGUAGE sql AS 'SELECT 1::bigint';
    CREATE FUNCTION {home}.send_batch(queue_name text, msgs jsonb[], delay integer DEFAULT 0)
        RETURNS SETOF bigint LANGUAGE sql AS 'SELECT 1::bigint';
    CREATE FUNCTION {home}.read(queue_name text, vt integer, qty integer)
        RETURNS SETOF {home}.message_record LANGUAGE sql
        AS 'SELECT NULL::{home}.message_record WHERE false';
    CREATE FUNCTION {home}.pop(queue_name text) RETURNS SETOF {home}.message_record LANGUAGE sql
        AS 'SELECT NULL::{home}.message_record WHERE false';
    CREATE FUNCTION {home}.archive(queue_name text, msg_id bigint) RETURNS boolean
        LANGUAGE sql AS 'SELECT true';
    CREATE FUNCTION {home}.archive(queue_name text, msg_ids bigint[]) RETURNS SETOF bigint
        LANGUAGE sql AS 'SELECT unnest($2)';
    CREATE FUNCTION {home}.delete(queue_name text, msg_id bigint) RETURNS boolean
        LANGUAGE sql AS 'SELECT true';
    CREATE FUNCTION {home}.delete(queue_name text, msg_ids bigint[]) RETURNS SETOF bigint
        LANGUAGE sql AS 'SELECT unnest($2)';
    CREATE FUNCTION {home}.purge_queue(queue_name text) RETURNS bigint
        LANGUAGE sql AS 'SELECT 0::bigint';
    CREATE FUNCTION {home}.list_queues() RETURNS SETOF {home}.queue_record
        LANGUAGE sql AS 'SELECT * FROM {home}.meta';
$sql$),
('timescaledb', NULL, $sql$
    CREATE FUNCTION {home}.create_hypertable(
        relation regclass, time_column_name name, partitioning_column name DEFAULT NULL,
        number_partitions integer DEFAULT NULL, chunk_time_interval anyelement DEFAULT NULL::bigint,
        create_default_indexes boolean DEFAULT true, if_not_exists boolean DEFAULT false,
        migrate_data boolean DEFAULT false)
        RETURNS TABLE (hypertable_id integer, schema_name name, table_name name, created boolean)
        LANGUAGE sql AS 'SELECT 1, NULL::name, NULL::name, true';
    CREATE FUNCTION {home}.time_bucket(bucket_width interval, ts timestamptz) RETURNS timestamptz
        LANGUAGE sql IMMUTABLE AS 'SELECT $2';
$sql$),
('dblink', NULL, $sql$
    CREATE FUNCTION {home}.dblink_connect(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION {home}.dblink_connect(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION {home}.dblink_disconnect() RETURNS text LANGUAGE sql AS 'SELECT ''''';
    CREATE FUNCTION {home}.dblink_disconnect(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION {home}.dblink_exec(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION {home}.dblink_exec(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION {home}.dblink(text) RETURNS SETOF record LANGUAGE sql AS 'SELECT 1 WHERE false';
    CREATE FUNCTION {home}.dblink(text, text) RETURNS SETOF record
        LANGUAGE sql AS 'SELECT 1 WHERE false';
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

-- Parameters of an index that was made in this transaction, which the access method behind the
-- stand-in does not know.
CREATE FUNCTION backout_stand_ins.index_options(options text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE pg_class SET reloptions = options
    WHERE oid = (
        SELECT max(c.oid::bigint)::oid FROM pg_class c JOIN pg_am a ON a.oid = c.relam
        WHERE a.amname IN ('hnsw', 'ivfflat') AND pg_get_userbyid(c.relowner) = session_user
            AND pg_xact_status(c.xmin::text::xid8) = 'in progress')
        AND NOT EXISTS (SELECT FROM unnest(options) o
            WHERE o IS NULL OR o !~ '^(lists|m|ef_construction)=[0-9]+$')
$$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA backout_stand_ins FROM PUBLIC;
GRANT USAGE ON SCHEMA backout_stand_ins TO {owner};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA backout_stand_ins TO {owner};

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
