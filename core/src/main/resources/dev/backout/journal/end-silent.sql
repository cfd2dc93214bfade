-- Ends the session that holds the lock of runs and said nothing for longer than a lease lasts.
select pg_catalog.pg_terminate_backend(a.pid)
from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a using (pid)
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.classid = ? and l.objid = ?
  and l.database = (select oid from pg_catalog.pg_database
                    where datname = pg_catalog.current_database())
  and a.application_name like 'backout %'
  and a.state <> 'active'
  and a.state_change < pg_catalog.clock_timestamp() - ? * interval '1 millisecond'
