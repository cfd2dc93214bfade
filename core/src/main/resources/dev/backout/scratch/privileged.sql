-- What migrations fairly need beyond the rights of an ordinary role. Every function checks its
-- arguments, for the migration's author may call it with anything; runs with a fixed search_path;
-- and, where the owner is a superuser, with triggers off, so that no event trigger of the
-- migration's author runs with the rights of the owner.
-- {mark}: the comment by which a helper role is known. {owner}: the ordinary role. {quiet}: turns
-- triggers off, on a superuser's server. {extensions}: the allow-list.
CREATE SCHEMA backout_scratch;

CREATE FUNCTION backout_scratch.refuse(what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'needs superuser: %', what USING ERRCODE = '42501';
END $$;

-- A role without login and without rights that belongs to the run, and is granted to the caller.
CREATE FUNCTION backout_scratch.create_role(role_name text, in_roles text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp {quiet}AS $$
DECLARE
    existing oid := (SELECT oid FROM pg_roles WHERE rolname = role_name);
    parent text;
BEGIN
    IF role_name ~ '^(pg_|backout_)' OR role_name IN ('', 'public', 'none') THEN
        PERFORM backout_scratch.refuse(format('role %I', role_name));
    END IF;
    IF existing IS NULL THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        EXECUTE format('COMMENT ON ROLE %I IS %L', role_name, '{mark}');
    ELSIF shobj_description(existing, 'pg_authid') IS DISTINCT FROM '{mark}' THEN
        RAISE EXCEPTION 'role "%" already exists', role_name USING ERRCODE = '42710';
    END IF;
    EXECUTE format('GRANT %I TO %I WITH ADMIN OPTION', role_name, session_user);
    FOREACH parent IN ARRAY in_roles LOOP
        IF NOT backout_scratch.helper(parent) THEN
            PERFORM backout_scratch.refuse(format('membership in %I', parent));
        END IF;
        EXECUTE format('GRANT %I TO %I', parent, role_name);
    END LOOP;
END $$;

CREATE FUNCTION backout_scratch.helper(role_name text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM pg_roles
                   WHERE rolname = role_name AND shobj_description(oid, 'pg_authid') = '{mark}')
$$;

-- Attributes of roles are no part of a database's schema: that the role is there is all.
CREATE FUNCTION backout_scratch.alter_role(role_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp {quiet}AS $$
BEGIN
    IF NOT backout_scratch.helper(role_name) THEN
        PERFORM backout_scratch.refuse(format('ALTER ROLE %I', role_name));
    END IF;
END $$;

CREATE FUNCTION backout_scratch.drop_role(role_name text, if_exists boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp {quiet}AS $$
BEGIN
    IF backout_scratch.helper(role_name) THEN
        EXECUTE format('DROP ROLE %I', role_name);
    ELSIF EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        PERFORM backout_scratch.refuse(format('DROP ROLE %I', role_name));
    ELSIF NOT if_exists THEN
        RAISE EXCEPTION 'role "%" does not exist', role_name USING ERRCODE = '42704';
    END IF;
END $$;

-- A new owner must be allowed to create in the object's schema, which a superuser's ALTER ... OWNER
-- does not ask for. Lent for one statement, and taken back after it.
CREATE TABLE backout_scratch.lent (role_name text, schema_name text);

CREATE FUNCTION backout_scratch.lend_create(role_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp {quiet}AS $$
DECLARE
    schema_name text;
BEGIN
    IF NOT backout_scratch.helper(role_name) THEN
        RETURN;
    END IF;
    FOR schema_name IN
        SELECT nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'backout_scratch')
        AND NOT has_schema_privilege(lend_create.role_name, oid, 'CREATE')
    LOOP
        EXECUTE format('GRANT CREATE ON SCHEMA %I TO %I', schema_name, role_name);
        INSERT INTO backout_scratch.lent VALUES (role_name, schema_name);
    END LOOP;
END $$;

CREATE FUNCTION backout_scratch.take_back() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp {quiet}AS $$
DECLARE
    lent record;
BEGIN
    FOR lent IN DELETE FROM backout_scratch.lent RETURNING * LOOP
        EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM %I', lent.schema_name, lent.role_name);
    END LOOP;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA backout_scratch FROM PUBLIC;
GRANT USAGE ON SCHEMA backout_scratch TO {owner};
GRANT EXECUTE ON FUNCTION
    backout_scratch.create_role,
    backout_scratch.alter_role,
    backout_scratch.drop_role,
    backout_scratch.lend_create,
    backout_scratch.take_back
TO {owner};
