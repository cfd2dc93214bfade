-- The tables that hold rows of users; a condition narrows them down.
SELECT c.oid,
       n.nspname,
       c.relname,
       c.relkind,
       c.relpersistence,
       c.relfilenode,
       c.relrowsecurity AND c.relforcerowsecurity AS forced,
       c.reloftype <> 0 OR c.relispartition OR c.relhassubclass
           OR EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhrelid = c.oid) AS related,
       (SELECT pg_catalog.array_agg(i.inhparent::text)
          FROM pg_catalog.pg_inherits AS i
         WHERE i.inhrelid = c.oid) AS parents
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
   AND n.nspname NOT IN ('information_schema', ?)
   AND %1$s
