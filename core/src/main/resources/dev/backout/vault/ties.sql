-- What outside of the vault depends on tables in it, and, where that matters, what they depend on:
-- somebody could not drop it. %1$s narrows the tables down, %2$s says whether that matters.
WITH tables AS (
    SELECT c.oid
      FROM pg_catalog.pg_class AS c
     WHERE c.relkind IN ('r', 'p', 'S') AND %1$s
), relations AS (
    SELECT t.oid FROM tables AS t
    UNION
    SELECT i.indexrelid FROM tables AS t JOIN pg_catalog.pg_index AS i ON i.indrelid = t.oid
    UNION
    SELECT s.oid
      FROM tables AS t
      JOIN pg_catalog.pg_depend AS d
        ON d.classid = 'pg_catalog.pg_class'::regclass
       AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
       AND d.deptype IN ('a', 'i')
      JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
), own AS (
    SELECT 'pg_catalog.pg_class'::regclass::oid AS class, r.oid FROM relations AS r
    UNION ALL
    SELECT 'pg_catalog.pg_type'::regclass, y.oid
      FROM relations AS r JOIN pg_catalog.pg_type AS y ON y.typrelid = r.oid
    UNION ALL
    SELECT 'pg_catalog.pg_type'::regclass, y.typarray
      FROM relations AS r JOIN pg_catalog.pg_type AS y ON y.typrelid = r.oid
     WHERE y.typarray <> 0
    UNION ALL
    SELECT 'pg_catalog.pg_constraint'::regclass, k.oid
      FROM relations AS r JOIN pg_catalog.pg_constraint AS k ON k.conrelid = r.oid
    UNION ALL
    SELECT 'pg_catalog.pg_attrdef'::regclass, f.oid
      FROM relations AS r JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = r.oid
    UNION ALL
    SELECT 'pg_catalog.pg_trigger'::regclass, g.oid
      FROM relations AS r JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = r.oid
)
SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS tie
  FROM own AS o
  JOIN pg_catalog.pg_depend AS d ON d.refclassid = o.class AND d.refobjid = o.oid
 WHERE NOT EXISTS (SELECT FROM own AS i WHERE i.class = d.classid AND i.oid = d.objid)
   AND NOT (d.classid = 'pg_catalog.pg_class'::regclass
            AND EXISTS (SELECT FROM pg_catalog.pg_class AS t
                         WHERE t.oid = d.objid AND t.relkind = 't'))
 UNION
SELECT pg_catalog.pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)
  FROM own AS o
  JOIN pg_catalog.pg_depend AS d ON d.classid = o.class AND d.objid = o.oid
 WHERE %2$s
   AND d.refobjid >= 16384
   AND d.refclassid <> 'pg_catalog.pg_namespace'::regclass
   AND NOT EXISTS (SELECT FROM own AS i WHERE i.class = d.refclassid AND i.oid = d.refobjid)
 ORDER BY 1
