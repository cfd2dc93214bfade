-- What tells the rows of those tables apart: unique over columns alone, never null, at once.
SELECT i.indrelid,
       i.indexrelid,
       i.indisprimary,
       pg_catalog.array_agg(k.attnum::text ORDER BY k.place) AS columns
  FROM pg_catalog.pg_index AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum
 WHERE c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_'
   AND n.nspname NOT IN ('information_schema', ?)
   AND i.indisunique
   AND i.indisvalid
   AND i.indimmediate
   AND NOT i.indisexclusion
   AND i.indpred IS NULL
   AND i.indexprs IS NULL
   AND k.place <= i.indnkeyatts
   AND %1$s
 GROUP BY i.indrelid, i.indexrelid, i.indisprimary, i.indnkeyatts
HAVING pg_catalog.bool_and(a.attnotnull)
 ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid
