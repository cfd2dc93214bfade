-- Refuses rows of the migration tool's history that are barred. %1$s is the schema of the records.
-- It runs as its owner, since whoever deploys has no rights on that schema; hence the fixed search_path.
create or replace function %1$s.refuse_barred() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    -- Arguments of the trigger: the columns of the name, that of the checksum, the history table.
    script text := (
        select string_agg(to_jsonb(new) ->> part, '_' order by place)
        from unnest(string_to_array(tg_argv[0], ',')) with ordinality as c (part, place));
    written text := to_jsonb(new) ->> tg_argv[1];
    standing record;
begin
    select b.run, to_char(b.barred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as since
    into standing
    from %1$s.bar b
    where b.lifted_at is null and b.history = tg_argv[2] and b.migration = script
      and b.checksum in (written, encode(sha256(convert_to(written, 'UTF8')), 'hex'));
    if found then
        raise exception using
            message = format(
                'Backout barred migration %%s: it was backed out of this database at %%s (run %%s)',
                script, standing.since, standing.run),
            detail = 'Nothing was applied. Migrations that come after it wait behind it.',
            hint = format(
                'Deploy a release without it, or with a corrected file, which passes. To let this very file be applied again: backout unbar %%s',
                case when script ~ '^[A-Za-z0-9_.-]+$' then script else quote_literal(script) end);
    end if;
    return new;
end
$function$;
revoke all on function %1$s.refuse_barred() from public;
