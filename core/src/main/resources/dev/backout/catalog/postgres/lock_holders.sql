-- Who holds locks on relations of this database behind which definitions cannot be read.
select pg_catalog.format('%I.%I is locked by pid %s%s', n.nspname, c.relname, l.pid,
    coalesce(' (' || nullif(a.application_name, '') || ')', '')) as holder
from pg_catalog.pg_locks l
join pg_catalog.pg_class c on c.oid = l.relation
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.granted
  and l.mode = 'AccessExclusiveLock'
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
  and c.oid >= 16384 and c.relkind in ('r', 'p', 'f', 'm', 'v')
order by 1
