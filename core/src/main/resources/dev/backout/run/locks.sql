-- Who holds or wants a lock on these tables. %1$s are rows of schema and table, %2$s is what our sessions call themselves.
select coalesce(l.pid, 0), coalesce(nullif(a.application_name, ''), 'an unnamed application'), coalesce(a.state, ''),
    extract(epoch from clock_timestamp() - a.state_change)::int8,
    l.granted, l.mode, n.nspname, c.relname,
    extract(epoch from clock_timestamp() - a.xact_start)::int8
from pg_locks l
join pg_database d on d.oid = l.database and d.datname = current_database()
join pg_class c on c.oid = l.relation
join pg_namespace n on n.oid = c.relnamespace
left join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and (n.nspname, c.relname) in (%1$s)
    and a.application_name is distinct from %2$s
order by l.granted desc, a.xact_start, l.pid, c.relname, l.mode
limit %3$d
