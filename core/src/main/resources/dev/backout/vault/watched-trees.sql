-- The partition trees to which tables belong, each with its root first. A table that is no
-- partition and has none is a tree of its own. The argument: OIDs as text[].
WITH RECURSIVE up AS (
    SELECT c.oid AS root
      FROM pg_catalog.pg_class AS c
     WHERE c.oid = ANY (?::text[]::oid[])
     UNION
    SELECT i.inhparent
      FROM up
      JOIN pg_catalog.pg_class AS c ON c.oid = up.root AND c.relispartition
      JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = c.oid
), tree AS (
    SELECT up.root, up.root AS oid, 0 AS depth
      FROM up
      JOIN pg_catalog.pg_class AS c ON c.oid = up.root AND NOT c.relispartition
     UNION ALL
    SELECT tree.root, i.inhrelid, tree.depth + 1
      FROM tree
      JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
      JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid AND c.relispartition
)
SELECT t.root,
       t.oid,
       n.nspname,
       c.relname,
       c.relkind,
       NOT c.relispartition AND c.relkind <> 'p' AND EXISTS (
           SELECT FROM pg_catalog.pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)
       ) AS inherits
  FROM tree AS t
  JOIN pg_catalog.pg_class AS c ON c.oid = t.oid AND c.relkind IN ('r', 'p', 'f')
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 ORDER BY t.root, t.depth, t.oid
