-- Transactions that are open in this database, the oldest first. %1$s is what our sessions call themselves.
select a.pid, coalesce(nullif(a.application_name, ''), 'an unnamed application'), coalesce(a.state, ''),
    extract(epoch from clock_timestamp() - a.state_change)::int8,
    extract(epoch from clock_timestamp() - a.xact_start)::int8
from pg_stat_activity a
where a.datname = current_database() and a.backend_type = 'client backend'
    and a.application_name is distinct from %1$s
    and a.xact_start is not null
    and (a.state like 'idle in transaction%%' or a.xact_start < clock_timestamp() - interval '5 seconds')
order by a.xact_start, a.pid
limit %2$d
