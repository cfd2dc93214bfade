-- The columns of those tables that are there; what lies hidden was dropped (RecordSchema.HIDDEN).
SELECT a.attrelid,
       a.attnum,
       a.attname,
       a.atttypid,
       a.atttypmod,
       a.attcollation,
       a.attgenerated <> '' AS generated,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_catalog.pg_attribute AS a
  JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
   AND n.nspname NOT IN ('information_schema', ?)
   AND a.attnum > 0
   AND NOT a.attisdropped
   AND a.attname !~ '^backout_kept_[0-9]+[._]'
   AND %1$s
 ORDER BY a.attrelid, a.attnum
