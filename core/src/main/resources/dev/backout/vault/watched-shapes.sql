-- The columns that hold something and the key of tables, what lies hidden among them
-- (RecordSchema.HIDDEN). The argument: OIDs as text[].
SELECT c.oid,
       n.nspname,
       c.relname,
       a.columns,
       a.types,
       a.numbers,
       a.as_text,
       (SELECT k.columns
          FROM pg_catalog.pg_index AS i
         CROSS JOIN LATERAL (
               SELECT pg_catalog.array_agg(p.attname::text ORDER BY u.place) AS columns,
                      pg_catalog.bool_and(p.attnotnull) AS filled
                 FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, place)
                 JOIN pg_catalog.pg_attribute AS p
                   ON p.attrelid = c.oid AND p.attnum = u.attnum AND p.attgenerated = ''
                WHERE u.place <= i.indnkeyatts
               ) AS k
         WHERE i.indrelid = c.oid
           AND i.indisunique
           AND i.indisvalid
           AND NOT i.indisexclusion
           AND i.indpred IS NULL
           AND i.indexprs IS NULL
           AND k.filled
           AND pg_catalog.cardinality(k.columns) = i.indnkeyatts
         ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
         LIMIT 1) AS key
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (
       SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS columns,
              pg_catalog.array_agg(
                  pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types,
              pg_catalog.array_agg(a.attnum::text ORDER BY a.attnum) AS numbers,
              pg_catalog.array_agg(
                  CASE WHEN a.atttypid >= 16384 THEN 't' ELSE 'f' END ORDER BY a.attnum) AS as_text
         FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       ) AS a
 WHERE c.oid = ANY (?::text[]::oid[])
