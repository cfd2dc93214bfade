-- What of a table hangs on one of its columns, as statements that drop it, in order; an index over
-- this column alone stays, and is renamed. Arguments: the table, the column's number.
WITH p AS (
    SELECT c.oid, a.attnum, a.attname, a.attnotnull, a.atthasdef, a.attacl, c.relowner,
           pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
     WHERE c.oid = ?::bigint::oid AND a.attnum = ?::integer
), indexes AS (
    SELECT i.indexrelid,
           x.relname,
           n.nspname,
           i.indisunique,
           k.conname,
           i.indnatts = 1
               AND i.indkey[0] = p.attnum
               AND i.indexprs IS NULL
               AND i.indpred IS NULL
               AND i.indisvalid
               AND NOT i.indisexclusion
               AND NOT coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, FALSE)
               AND i.indclass[0] < 16384
               AND i.indcollation[0] < 16384
               AND (k.oid IS NULL OR k.contype = 'u') AS stays
      FROM p
      JOIN pg_catalog.pg_index AS i ON i.indrelid = p.oid
      JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
      LEFT JOIN pg_catalog.pg_constraint AS k
        ON k.conindid = i.indexrelid AND k.conrelid = p.oid AND k.contype IN ('p', 'u', 'x')
     WHERE p.attnum = ANY (i.indkey::int2[])
        OR EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass
                      AND d.objid = i.indexrelid
                      AND d.refclassid = 'pg_catalog.pg_class'::regclass
                      AND d.refobjid = p.oid AND d.refobjsubid = p.attnum)
), own_default AS (
    SELECT f.oid,
           EXISTS (SELECT FROM indexes AS i WHERE i.stays AND i.indisunique)
               OR EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                           WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid
                             AND d.refobjid >= 16384 AND d.refobjid <> p.oid) AS goes
      FROM p
      JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = p.oid AND f.adnum = p.attnum
), parts AS (
    SELECT 1 AS step,
           pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', p.name, k.conname) AS statement,
           NULL::text AS renamed
      FROM p
      JOIN pg_catalog.pg_constraint AS k
        ON k.conrelid = p.oid AND p.attnum = ANY (k.conkey) AND k.contype IN ('c', 'f', 'u', 'x')
     WHERE NOT EXISTS (SELECT FROM indexes AS i WHERE i.indexrelid = k.conindid
                          AND i.stays AND k.contype = 'u')
    UNION ALL
    SELECT 2, pg_catalog.format('DROP INDEX %I.%I', i.nspname, i.relname), NULL
      FROM indexes AS i
     WHERE NOT i.stays AND i.conname IS NULL
    UNION ALL
    SELECT 3, pg_catalog.format('DROP STATISTICS %I.%I', n.nspname, s.stxname), NULL
      FROM p
      JOIN pg_catalog.pg_statistic_ext AS s ON s.stxrelid = p.oid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
     WHERE EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                    WHERE d.classid = 'pg_catalog.pg_statistic_ext'::regclass
                      AND d.objid = s.oid
                      AND d.refclassid = 'pg_catalog.pg_class'::regclass
                      AND d.refobjid = p.oid AND d.refobjsubid = p.attnum)
    UNION ALL
    SELECT 4, pg_catalog.format('COMMENT ON COLUMN %s.%I IS NULL', p.name, p.attname), NULL
      FROM p
     WHERE pg_catalog.col_description(p.oid, p.attnum) IS NOT NULL
    UNION ALL
    SELECT 4, pg_catalog.format('COMMENT ON INDEX %I.%I IS NULL', i.nspname, i.relname), NULL
      FROM indexes AS i
     WHERE i.stays AND pg_catalog.obj_description(i.indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 4, pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS NULL', k.conname, p.name), NULL
      FROM p
      JOIN indexes AS i ON i.stays
      JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = p.oid
     WHERE pg_catalog.obj_description(k.oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT 5, pg_catalog.format('ALTER INDEX %I.%I', i.nspname, i.relname), i.relname
      FROM indexes AS i
     WHERE i.stays
    UNION ALL
    SELECT DISTINCT 6,
           pg_catalog.format('REVOKE ALL (%I) ON TABLE %s FROM %s CASCADE', p.attname, p.name,
               CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                    ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END),
           NULL
      FROM p, pg_catalog.aclexplode(p.attacl) AS a
    UNION ALL
    SELECT 7, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', p.name, p.attname),
           NULL
      FROM p
     WHERE p.attnotnull
    UNION ALL
    SELECT 8, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', p.name, p.attname),
           NULL
      FROM p, own_default AS f
     WHERE f.goes
)
SELECT statement, renamed FROM parts ORDER BY step, statement
