-- What has a name in the schema of a table and moves with it: indexes and the sequences it owns.
SELECT c.relkind, n.nspname, c.relname
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.oid IN (SELECT i.indexrelid FROM pg_catalog.pg_index AS i
                  WHERE i.indrelid = ?::bigint::oid)
    OR c.relkind = 'S'
   AND c.oid IN (SELECT d.objid
                   FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass
                    AND d.refclassid = 'pg_catalog.pg_class'::regclass
                    AND d.refobjid = ?::bigint::oid
                    AND d.deptype IN ('a', 'i'))
 ORDER BY c.relkind, c.relname
