-- What migrations take for granted in a database of Supabase: the shapes of its schemas, tables and
-- functions, with nothing behind them. {owner}: the ordinary role that runs migrations.
ALTER ROLE {owner} SET search_path = "$user", public, extensions;
GRANT USAGE ON SCHEMA public TO {owner}, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT ALL ON TABLES TO {owner}, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT ALL ON FUNCTIONS TO {owner}, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT ALL ON SEQUENCES TO {owner}, anon, authenticated, service_role;

CREATE SCHEMA extensions AUTHORIZATION {owner};
CREATE SCHEMA auth AUTHORIZATION supabase_admin;
CREATE SCHEMA storage AUTHORIZATION supabase_admin;
CREATE SCHEMA realtime AUTHORIZATION supabase_admin;
CREATE SCHEMA vault AUTHORIZATION supabase_admin;
CREATE SCHEMA graphql AUTHORIZATION supabase_admin;
CREATE SCHEMA graphql_public AUTHORIZATION supabase_admin;
CREATE SCHEMA pgbouncer AUTHORIZATION pgbouncer;
CREATE SCHEMA supabase_functions AUTHORIZATION supabase_admin;
GRANT USAGE ON SCHEMA extensions, auth, storage, realtime, graphql, graphql_public,
    supabase_functions TO {owner}, anon, authenticated, service_role;
GRANT USAGE ON SCHEMA vault TO {owner}, service_role;
GRANT ALL ON SCHEMA auth TO supabase_auth_admin, dashboard_user;
GRANT ALL ON SCHEMA storage TO supabase_storage_admin, dashboard_user;
GRANT ALL ON SCHEMA realtime TO supabase_realtime_admin;
GRANT ALL ON SCHEMA extensions TO dashboard_user;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['pgcrypto', 'uuid-ossp', 'pg_stat_statements'] LOOP
        IF EXISTS (SELECT FROM pg_available_extension_versions
                   WHERE name = wanted AND (trusted OR current_setting('is_superuser') = 'on')) THEN
            EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA extensions', wanted);
        END IF;
    END LOOP;
    IF current_setting('is_superuser') = 'on' THEN
        IF current_setting('server_version_num')::integer >= 150000 THEN
            EXECUTE $sql$GRANT SET ON PARAMETER session_replication_role TO {owner}$sql$;
        END IF;
        UPDATE pg_extension SET extowner = (SELECT datdba FROM pg_database
                                            WHERE datname = current_database());
    END IF;
END $$;

-- Authentication.
SET LOCAL ROLE supabase_auth_admin;
SET LOCAL search_path = auth, pg_catalog;
CREATE TYPE aal_level AS ENUM ('aal1', 'aal2', 'aal3');
CREATE TYPE factor_type AS ENUM ('totp', 'webauthn', 'phone');
CREATE TYPE factor_status AS ENUM ('unverified', 'verified');
CREATE TYPE code_challenge_method AS ENUM ('s256', 'plain');
CREATE TYPE one_time_token_type AS ENUM (
    'confirmation_token', 'reauthentication_token', 'recovery_token', 'email_change_token_new',
    'email_change_token_current', 'phone_change_token');
CREATE TABLE users (
    instance_id uuid,
    id uuid PRIMARY KEY,
    aud varchar(255),
    role varchar(255),
    email varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    invited_at timestamptz,
    confirmation_token varchar(255),
    confirmation_sent_at timestamptz,
    recovery_token varchar(255),
    recovery_sent_at timestamptz,
    email_change_token_new varchar(255),
    email_change varchar(255),
    email_change_sent_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    is_super_admin boolean,
    created_at timestamptz,
    updated_at timestamptz,
    phone text UNIQUE,
    phone_confirmed_at timestamptz,
    phone_change text DEFAULT '',
    phone_change_token varchar(255) DEFAULT '',
    phone_change_sent_at timestamptz,
    confirmed_at timestamptz
        GENERATED ALWAYS AS (LEAST(email_confirmed_at, phone_confirmed_at)) STORED,
    email_change_token_current varchar(255) DEFAULT '',
    email_change_confirm_status smallint DEFAULT 0
        CHECK (email_change_confirm_status BETWEEN 0 AND 2),
    banned_until timestamptz,
    reauthentication_token varchar(255) DEFAULT '',
    reauthentication_sent_at timestamptz,
    is_sso_user boolean NOT NULL DEFAULT false,
    deleted_at timestamptz,
    is_anonymous boolean NOT NULL DEFAULT false
);
CREATE INDEX users_instance_id_idx ON users (instance_id);
CREATE UNIQUE INDEX users_email_partial_key ON users (email) WHERE is_sso_user = false;
CREATE TABLE identities (
    provider_id text NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    identity_data jsonb NOT NULL,
    provider text NOT NULL,
    last_sign_in_at timestamptz,
    created_at timestamptz,
    updated_at timestamptz,
    email text GENERATED ALWAYS AS (lower(identity_data ->> 'email')) STORED,
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    UNIQUE (provider_id, provider)
);
CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at timestamptz,
    updated_at timestamptz,
    factor_id uuid,
    aal aal_level,
    not_after timestamptz,
    refreshed_at timestamp,
    user_agent text,
    ip inet,
    tag text
);
CREATE TABLE refresh_tokens (
    instance_id uuid,
    id bigserial PRIMARY KEY,
    token varchar(255) UNIQUE,
    user_id varchar(255),
    revoked boolean,
    created_at timestamptz,
    updated_at timestamptz,
    parent varchar(255),
    session_id uuid REFERENCES sessions (id) ON DELETE CASCADE
);
CREATE TABLE audit_log_entries (
    instance_id uuid,
    id uuid PRIMARY KEY,
    payload json,
    created_at timestamptz,
    ip_address varchar(64) NOT NULL DEFAULT ''
);
CREATE TABLE instances (
    id uuid PRIMARY KEY,
    uuid uuid,
    raw_base_config text,
    created_at timestamptz,
    updated_at timestamptz
);
CREATE TABLE schema_migrations (version varchar(255) PRIMARY KEY);
CREATE TABLE mfa_factors (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    friendly_name text,
    factor_type factor_type NOT NULL,
    status factor_status NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    secret text,
    phone text,
    last_challenged_at timestamptz UNIQUE
);
CREATE TABLE mfa_challenges (
    id uuid PRIMARY KEY,
    factor_id uuid NOT NULL REFERENCES mfa_factors (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    verified_at timestamptz,
    ip_address inet NOT NULL,
    otp_code text
);
CREATE TABLE mfa_amr_claims (
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    authentication_method text NOT NULL,
    id uuid PRIMARY KEY
);
CREATE TABLE sso_providers (
    id uuid PRIMARY KEY,
    resource_id text,
    created_at timestamptz,
    updated_at timestamptz,
    disabled boolean
);
CREATE TABLE sso_domains (
    id uuid PRIMARY KEY,
    sso_provider_id uuid NOT NULL REFERENCES sso_providers (id) ON DELETE CASCADE,
    domain text NOT NULL,
    created_at timestamptz,
    updated_at timestamptz
);
CREATE TABLE saml_providers (
    id uuid PRIMARY KEY,
    sso_provider_id uuid NOT NULL REFERENCES sso_providers (id) ON DELETE CASCADE,
    entity_id text NOT NULL UNIQUE,
    metadata_xml text NOT NULL,
    metadata_url text,
    attribute_mapping jsonb,
    created_at timestamptz,
    updated_at timestamptz,
    name_id_format text
);
CREATE TABLE flow_state (
    id uuid PRIMARY KEY,
    user_id uuid,
    auth_code text,
    code_challenge_method code_challenge_method,
    code_challenge text,
    provider_type text NOT NULL,
    provider_access_token text,
    provider_refresh_token text,
    created_at timestamptz,
    updated_at timestamptz,
    authentication_method text NOT NULL,
    auth_code_issued_at timestamptz
);
CREATE TABLE one_time_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_type one_time_token_type NOT NULL,
    token_hash text NOT NULL,
    relates_to text NOT NULL,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE FUNCTION jwt() RETURNS jsonb LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
CREATE FUNCTION uid() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT (auth.jwt() ->> 'sub')::uuid $$;
CREATE FUNCTION role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT auth.jwt() ->> 'role' $$;
CREATE FUNCTION email() RETURNS text LANGUAGE sql STABLE AS $$ SELECT auth.jwt() ->> 'email' $$;
GRANT ALL ON ALL TABLES IN SCHEMA auth TO {owner}, dashboard_user;
GRANT ALL ON ALL SEQUENCES IN SCHEMA auth TO {owner}, dashboard_user;
GRANT ALL ON ALL ROUTINES IN SCHEMA auth TO {owner}, dashboard_user;
RESET ROLE;

-- Storage.
SET LOCAL ROLE supabase_storage_admin;
SET LOCAL search_path = storage, pg_catalog;
CREATE TYPE buckettype AS ENUM ('STANDARD', 'ANALYTICS', 'VECTOR');
CREATE TABLE migrations (
    id integer PRIMARY KEY,
    name varchar(100) NOT NULL UNIQUE,
    hash varchar(40) NOT NULL,
    executed_at timestamp DEFAULT current_timestamp
);
CREATE TABLE buckets (
    id text PRIMARY KEY,
    name text NOT NULL,
    owner uuid,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    public boolean DEFAULT false,
    avif_autodetection boolean DEFAULT false,
    file_size_limit bigint,
    allowed_mime_types text[],
    owner_id text,
    type buckettype NOT NULL DEFAULT 'STANDARD'
);
CREATE UNIQUE INDEX bname ON buckets (name);
CREATE TABLE objects (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    bucket_id text REFERENCES buckets (id),
    name text,
    owner uuid,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    last_accessed_at timestamptz DEFAULT now(),
    metadata jsonb,
    path_tokens text[] GENERATED ALWAYS AS (string_to_array(name, '/')) STORED,
    version text,
    owner_id text,
    user_metadata jsonb
);
CREATE UNIQUE INDEX bucketid_objname ON objects (bucket_id, name);
CREATE TABLE s3_multipart_uploads (
    id text PRIMARY KEY,
    in_progress_size bigint NOT NULL DEFAULT 0,
    upload_signature text NOT NULL,
    bucket_id text NOT NULL REFERENCES buckets (id),
    key text NOT NULL,
    version text NOT NULL,
    owner_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    user_metadata jsonb
);
CREATE TABLE s3_multipart_uploads_parts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    upload_id text NOT NULL REFERENCES s3_multipart_uploads (id) ON DELETE CASCADE,
    size bigint NOT NULL DEFAULT 0,
    part_number integer NOT NULL,
    bucket_id text NOT NULL REFERENCES buckets (id),
    key text NOT NULL,
    etag text NOT NULL,
    owner_id text,
    version text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE migrations ENABLE ROW LEVEL SECURITY;
ALTER TABLE buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE objects ENABLE ROW LEVEL SECURITY;
ALTER TABLE s3_multipart_uploads ENABLE ROW LEVEL SECURITY;
ALTER TABLE s3_multipart_uploads_parts ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION foldername(name text) RETURNS text[] LANGUAGE sql IMMUTABLE
    AS $$ SELECT trim_array(string_to_array(name, '/'), 1) $$;
CREATE FUNCTION filename(name text) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT split_part(name, '/', -1) $$;
CREATE FUNCTION extension(name text) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT split_part(split_part(name, '/', -1), '.', -1) $$;
CREATE FUNCTION search(
    prefix text, bucketname text, limits integer DEFAULT 100, levels integer DEFAULT 1,
    offsets integer DEFAULT 0, search text DEFAULT '', sortcolumn text DEFAULT 'name',
    sortorder text DEFAULT 'asc')
    RETURNS TABLE (name text, id uuid, updated_at timestamptz, created_at timestamptz,
        last_accessed_at timestamptz, metadata jsonb)
    LANGUAGE sql STABLE
    AS $$ SELECT name, id, updated_at, created_at, last_accessed_at, metadata
        FROM storage.objects WHERE bucket_id = bucketname AND name LIKE prefix || '%' $$;
CREATE FUNCTION can_insert_object(bucketid text, name text, owner uuid, metadata jsonb)
    RETURNS void LANGUAGE sql AS $$ SELECT $$;
CREATE FUNCTION get_size_by_bucket() RETURNS TABLE (size bigint, bucket_id text) LANGUAGE sql
    AS $$ SELECT 0::bigint, id FROM storage.buckets $$;
GRANT ALL ON ALL TABLES IN SCHEMA storage TO {owner}, anon, authenticated, service_role;
GRANT ALL ON ALL ROUTINES IN SCHEMA storage TO {owner}, anon, authenticated, service_role;
RESET ROLE;

-- Realtime.
SET LOCAL ROLE supabase_realtime_admin;
SET LOCAL search_path = realtime, pg_catalog;
CREATE TABLE messages (
    topic text NOT NULL,
    extension text NOT NULL,
    payload jsonb,
    event text,
    private boolean DEFAULT false,
    updated_at timestamp NOT NULL DEFAULT now(),
    inserted_at timestamp NOT NULL DEFAULT now(),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (id, inserted_at)
) PARTITION BY RANGE (inserted_at);
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION topic() RETURNS text LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('realtime.topic', true), '') $$;
CREATE FUNCTION send(payload jsonb, event text, topic text, private boolean DEFAULT true)
    RETURNS void LANGUAGE sql AS $$ SELECT $$;
CREATE FUNCTION broadcast_changes(
    topic_name text, event_name text, operation text, table_name text, table_schema text,
    new record, old record, level text DEFAULT 'ROW')
    RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
GRANT ALL ON ALL TABLES IN SCHEMA realtime TO {owner}, anon, authenticated, service_role;
GRANT ALL ON ALL ROUTINES IN SCHEMA realtime TO {owner}, anon, authenticated, service_role;
RESET ROLE;

-- Secrets, webhooks, GraphQL.
SET LOCAL ROLE supabase_admin;
SET LOCAL search_path = vault, pg_catalog;
CREATE TABLE secrets (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text UNIQUE,
    description text NOT NULL DEFAULT '',
    secret text NOT NULL,
    key_id uuid,
    nonce bytea,
    created_at timestamptz NOT NULL DEFAULT current_timestamp,
    updated_at timestamptz NOT NULL DEFAULT current_timestamp
);
CREATE VIEW decrypted_secrets AS
    SELECT id, name, description, secret, secret AS decrypted_secret, key_id, nonce, created_at,
        updated_at
    FROM secrets;
CREATE FUNCTION create_secret(
    new_secret text, new_name text DEFAULT NULL, new_description text DEFAULT '',
    new_key_id uuid DEFAULT NULL)
    RETURNS uuid LANGUAGE sql
    AS $$ INSERT INTO vault.secrets (secret, name, description)
        VALUES (new_secret, new_name, new_description) RETURNING id $$;
CREATE FUNCTION update_secret(
    secret_id uuid, new_secret text DEFAULT NULL, new_name text DEFAULT NULL,
    new_description text DEFAULT NULL, new_key_id uuid DEFAULT NULL)
    RETURNS void LANGUAGE sql
    AS $$ UPDATE vault.secrets SET secret = coalesce(new_secret, secret),
        name = coalesce(new_name, name), description = coalesce(new_description, description)
        WHERE id = secret_id $$;
GRANT SELECT, DELETE ON secrets, decrypted_secrets TO {owner}, service_role;
GRANT ALL ON ALL ROUTINES IN SCHEMA vault TO {owner}, service_role;
CREATE FUNCTION graphql_public.graphql(
    "operationName" text DEFAULT NULL, query text DEFAULT NULL, variables jsonb DEFAULT NULL,
    extensions jsonb DEFAULT NULL)
    RETURNS jsonb LANGUAGE sql AS $$ SELECT NULL::jsonb $$;
CREATE TABLE supabase_functions.hooks (
    id bigserial PRIMARY KEY,
    hook_table_id integer NOT NULL,
    hook_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    request_id bigint
);
CREATE FUNCTION supabase_functions.http_request() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RETURN NEW; END $$;
GRANT ALL ON ALL TABLES IN SCHEMA supabase_functions TO {owner}, service_role;
GRANT ALL ON ALL ROUTINES IN SCHEMA supabase_functions, graphql_public
    TO {owner}, anon, authenticated, service_role;
RESET ROLE;
SET LOCAL search_path = pg_catalog, pg_temp;

CREATE PUBLICATION supabase_realtime;
ALTER PUBLICATION supabase_realtime OWNER TO {owner};
