-- Who is at work, and who waits for whom. What our role may not see is null.
with waiting as (
    select l.pid, min(pg_catalog.format('%I.%I', n.nspname, c.relname)) as relation
    from pg_catalog.pg_locks l
    left join pg_catalog.pg_class c on c.oid = l.relation
        and l.database = (select oid from pg_catalog.pg_database
                          where datname = pg_catalog.current_database())
    left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where not l.granted
    group by l.pid
)
select a.pid, coalesce(nullif(a.application_name, ''), 'an unnamed application'),
    coalesce(a.usename::text, ''), coalesce(a.state, ''),
    extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)::int8,
    extract(epoch from pg_catalog.clock_timestamp() - a.query_start)::int8,
    coalesce(w.relation, ''),
    case when w.pid is null then '{}' else pg_catalog.pg_blocking_pids(a.pid) end,
    case when a.state is null then '' else coalesce(a.query, '') end
from pg_catalog.pg_stat_activity a
left join waiting w on w.pid = a.pid
where a.datname = pg_catalog.current_database() and a.pid <> pg_catalog.pg_backend_pid()
  and (a.backend_type = 'client backend' or a.backend_type is null)
  and (a.state is distinct from 'idle')
order by w.pid is null, a.xact_start nulls last, a.pid
limit 200
