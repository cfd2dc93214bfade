-- What the backend holds locks on. Asked from another session, which sees the catalog as it was
-- before: tables that the open transaction made are not there, and storage is still the old one.
SELECT c.oid,
       c.relkind,
       n.nspname,
       c.relname,
       c.relfilenode,
       pg_catalog.array_agg(DISTINCT l.mode)
  FROM pg_catalog.pg_locks AS l
  JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE l.pid = ?
   AND l.locktype = 'relation'
   AND l.granted
   AND c.oid >= 16384
   AND c.relkind IN ('r', 'p', 'm', 'f', 'S')
   AND n.nspname <> 'backout_scratch'
   AND n.nspname !~ '^pg_'
 GROUP BY c.oid, c.relkind, n.nspname, c.relname, c.relfilenode
