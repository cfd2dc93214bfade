select case when application_name = '' then 'a session without a name' else application_name end
    || ' (pid ' || pid || ')'
from pg_catalog.pg_stat_activity
where datname = pg_catalog.current_database()
    and backend_type = 'client backend'
    and backend_xid is not null
    and not pg_catalog.starts_with(application_name, 'backout')
union all
select 'prepared transaction ' || gid
from pg_catalog.pg_prepared_xacts
where database = pg_catalog.current_database()
order by 1
limit 5
