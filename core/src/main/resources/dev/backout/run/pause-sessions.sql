-- Sessions of runs, and other commands of ours, bear our name. Who may end whom: the manual, "Server
-- Signaling Functions".
select pid,
    pg_catalog.pg_has_role(current_user, usesysid, 'USAGE')
        or pg_catalog.pg_has_role(current_user, 'pg_signal_backend', 'USAGE')
            and not exists (select from pg_catalog.pg_roles where oid = usesysid and rolsuper)
        as endable
from pg_catalog.pg_stat_activity
where datname = pg_catalog.current_database()
    and backend_type = 'client backend'
    and pid <> pg_catalog.pg_backend_pid()
    and not pg_catalog.starts_with(application_name, 'backout')
    and backend_start >= ?::timestamptz
    and backend_start < ?::timestamptz
