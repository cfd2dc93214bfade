-- What a live database has besides: the service went on since, and its own things differ.
ALTER TABLE auth.users ADD COLUMN added_later text;
CREATE TABLE auth.oauth_clients (id uuid PRIMARY KEY);
ALTER TABLE auth.oauth_clients OWNER TO supabase_auth_admin;
DROP FUNCTION storage.get_size_by_bucket();
CREATE FUNCTION storage.touch() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
ALTER FUNCTION storage.touch() OWNER TO supabase_storage_admin;
CREATE TRIGGER update_objects BEFORE UPDATE ON storage.objects
    FOR EACH ROW EXECUTE FUNCTION storage.touch();
SET ROLE supabase_admin;
CREATE FUNCTION extensions.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER pgrst_watch ON ddl_command_end EXECUTE FUNCTION extensions.watch();
RESET ROLE;
CREATE EXTENSION hstore SCHEMA extensions;
