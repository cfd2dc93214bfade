-- An object that the superuser made on behalf of the caller belongs to the caller, as a trusted
-- extension does. There is no ALTER ... OWNER for these kinds.
CREATE FUNCTION backout_scratch.adopt(class regclass, object oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    caller oid := (SELECT oid FROM pg_roles WHERE rolname = session_user);
BEGIN
    IF class = 'pg_extension'::regclass THEN
        UPDATE pg_extension SET extowner = caller WHERE oid = object;
    ELSE
        UPDATE pg_publication SET pubowner = caller WHERE oid = object;
    END IF;
    INSERT INTO pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
    SELECT d.oid, class, object, 0, 'pg_authid'::regclass, caller, 'o'
    FROM pg_database d WHERE d.datname = current_database();
END $$;

CREATE FUNCTION backout_scratch.create_extension(
    extension text, target_schema text, version text, if_not_exists boolean, with_required boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
DECLARE
    offered record;
    required text;
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = extension) THEN
        IF NOT if_not_exists THEN
            RAISE EXCEPTION 'extension "%" already exists', extension USING ERRCODE = '42710';
        END IF;
        RAISE NOTICE 'extension "%" already exists, skipping', extension;
        RETURN;
    END IF;
    SELECT v.trusted, v.schema, v.requires INTO offered
    FROM pg_available_extension_versions v JOIN pg_available_extensions e ON e.name = v.name
    WHERE v.name = extension AND v.version = coalesce(create_extension.version, e.default_version);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'extension "%" is not available', extension USING ERRCODE = '0A000';
    END IF;
    IF NOT offered.trusted AND extension <> ALL (ARRAY[{extensions}]::text[]) THEN
        PERFORM backout_scratch.refuse(format('extension %I', extension));
    END IF;
    IF offered.schema IS NULL AND NOT has_schema_privilege(session_user, target_schema, 'CREATE') THEN
        RAISE EXCEPTION 'permission denied for schema %', target_schema USING ERRCODE = '42501';
    END IF;
    FOREACH required IN ARRAY coalesce(offered.requires::text[], '{}') LOOP
        IF with_required THEN
            PERFORM backout_scratch.create_extension(required, target_schema, NULL, true, true);
        END IF;
    END LOOP;
    EXECUTE format('CREATE EXTENSION %I', extension)
        || CASE WHEN offered.schema IS NULL THEN format(' SCHEMA %I', target_schema) ELSE '' END
        || CASE WHEN version IS NULL THEN '' ELSE format(' VERSION %L', version) END;
    PERFORM backout_scratch.adopt('pg_extension', oid) FROM pg_extension WHERE extname = extension;
END $$;

CREATE FUNCTION backout_scratch.create_publication(
    publication text, schemas text[], settings text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
DECLARE
    target text := 'ALL TABLES';
    setting text;
    options text[] := '{}';
BEGIN
    IF schemas <> '{}' THEN
        SELECT 'TABLES IN SCHEMA ' || string_agg(format('%I', s), ', ') INTO target
        FROM unnest(schemas) AS s;
    END IF;
    FOREACH setting IN ARRAY settings LOOP
        IF setting !~ '^(publish|publish_via_partition_root|publish_generated_columns)=[a-z, ]*$' THEN
            PERFORM backout_scratch.refuse('publication option ' || setting);
        END IF;
        options := options
            || format('%s = %L', split_part(setting, '=', 1), split_part(setting, '=', 2));
    END LOOP;
    EXECUTE format('CREATE PUBLICATION %I FOR %s', publication, target)
        || CASE WHEN options = '{}' THEN '' ELSE ' WITH (' || array_to_string(options, ', ') || ')' END;
    PERFORM backout_scratch.adopt('pg_publication', oid)
    FROM pg_publication WHERE pubname = publication;
END $$;

-- Not on login: that would run in the administrator's sessions.
CREATE FUNCTION backout_scratch.create_event_trigger(
    trigger_name text, event text, tags text[], function regprocedure) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
DECLARE
    filter text := '';
BEGIN
    IF event NOT IN ('ddl_command_start', 'ddl_command_end', 'sql_drop', 'table_rewrite') THEN
        PERFORM backout_scratch.refuse('event trigger on ' || event);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
                   WHERE p.oid = function AND pg_has_role(session_user, r.oid, 'MEMBER')) THEN
        RAISE EXCEPTION 'must be owner of function %', function USING ERRCODE = '42501';
    END IF;
    IF tags <> '{}' THEN
        SELECT ' WHEN TAG IN (' || string_agg(format('%L', t), ', ') || ')' INTO filter
        FROM unnest(tags) AS t;
    END IF;
    EXECUTE format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s',
                   trigger_name, event, filter, function);
END $$;

CREATE FUNCTION backout_scratch.drop_event_trigger(trigger_name text, if_exists boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
BEGIN
    EXECUTE format('DROP EVENT TRIGGER %s%I',
                   CASE WHEN if_exists THEN 'IF EXISTS ' ELSE '' END, trigger_name);
END $$;

CREATE FUNCTION backout_scratch.switch_event_trigger(trigger_name text, switch_on boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
BEGIN
    EXECUTE format('ALTER EVENT TRIGGER %I %s',
                   trigger_name, CASE WHEN switch_on THEN 'ENABLE' ELSE 'DISABLE' END);
END $$;

CREATE FUNCTION backout_scratch.rename_event_trigger(trigger_name text, new_name text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica AS $$
BEGIN
    EXECUTE format('ALTER EVENT TRIGGER %I RENAME TO %I', trigger_name, new_name);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA backout_scratch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    backout_scratch.create_extension,
    backout_scratch.create_publication,
    backout_scratch.create_event_trigger,
    backout_scratch.drop_event_trigger,
    backout_scratch.switch_event_trigger,
    backout_scratch.rename_event_trigger
TO {owner};
