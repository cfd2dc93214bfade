-- Why a column cannot be hidden in its table, the weightiest reason first. Arguments: the table, the
-- column's number.
WITH p AS (
    SELECT c.oid, c.relname, c.relnatts, c.relreplident, c.relnamespace, c.reltype,
           a.attnum, a.attname, a.attnotnull, a.attidentity,
           (SELECT y.typarray FROM pg_catalog.pg_type AS y WHERE y.oid = c.reltype) AS typarray
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
     WHERE c.oid = ?::bigint::oid AND a.attnum = ?::integer
), on_column AS (
    SELECT d.classid, d.objid, d.objsubid
      FROM p
      JOIN pg_catalog.pg_depend AS d
        ON d.refclassid = 'pg_catalog.pg_class'::regclass
       AND d.refobjid = p.oid AND d.refobjsubid = p.attnum
), own_default AS (
    SELECT f.oid,
           EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                    WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid
                      AND d.refobjid >= 16384 AND d.refobjid <> p.oid) AS of_user,
           EXISTS (SELECT FROM pg_catalog.pg_index AS i
                    WHERE i.indrelid = p.oid AND i.indisunique AND i.indnatts = 1
                      AND i.indkey[0] = p.attnum) AS is_unique
      FROM p
      JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = p.oid AND f.adnum = p.attnum
), published AS (
    SELECT FROM p
      JOIN pg_catalog.pg_namespace AS n ON n.oid = p.relnamespace
      JOIN pg_catalog.pg_publication_tables AS t
        ON t.schemaname = n.nspname AND t.tablename = p.relname
     LIMIT 1
), bodies AS (
    SELECT r.oid::regprocedure::text AS routine
      FROM p
      JOIN pg_catalog.pg_proc AS r ON r.oid >= 16384
     WHERE pg_catalog.strpos(pg_catalog.lower(r.prosrc), pg_catalog.lower(p.relname)) > 0
       AND (r.prosrc ~* ('"?' || pg_catalog.regexp_replace(p.relname, '(\W)', '\\\1', 'g')
                         || '"?\s*%\s*rowtype')
            OR r.prosrc ~* ('\yinto\s+([\w"]+\.)?"?'
                            || pg_catalog.regexp_replace(p.relname, '(\W)', '\\\1', 'g')
                            || '"?\s*(values|select|table)\y'))
     UNION
    SELECT r.oid::regprocedure::text
      FROM p
      JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = p.oid AND NOT g.tgisinternal
      JOIN pg_catalog.pg_proc AS r ON r.oid = g.tgfoid
     WHERE r.prosrc ~* '\y(new|old)\s*\.\s*\*'
), reasons AS (
    SELECT 1 AS place, 'its values follow from others, or the server counts them' AS reason
      FROM p
     WHERE p.attidentity <> ''
    UNION ALL
    SELECT 2, 'its table is published, and subscribers take it for a column that is there'
      FROM published
    UNION ALL
    SELECT 3, 'it is part of the primary key'
      FROM p
      JOIN pg_catalog.pg_index AS i ON i.indrelid = p.oid AND i.indisprimary
     WHERE p.attnum = ANY (i.indkey::int2[])
    UNION ALL
    SELECT 4, 'it is part of the replica identity'
      FROM p
     WHERE p.relreplident = 'f'
        OR p.relreplident = 'i'
       AND EXISTS (SELECT FROM pg_catalog.pg_index AS i
                    WHERE i.indrelid = p.oid AND i.indisreplident
                      AND p.attnum = ANY (i.indkey::int2[]))
    UNION ALL
    SELECT 5, pg_catalog.format('its table has used up %s of the 1,600 columns that it can have',
                  p.relnatts)
      FROM p
     WHERE p.relnatts >= 1400
    UNION ALL
    SELECT 6, pg_catalog.format('%s depends on it',
                  pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid))
      FROM p, on_column AS d
     WHERE NOT (d.classid = 'pg_catalog.pg_constraint'::regclass
                AND EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                             WHERE k.oid = d.objid AND k.conrelid = p.oid
                               AND p.attnum = ANY (k.conkey)
                               AND NOT (k.contype = 'f' AND k.confrelid = p.oid
                                        AND p.attnum = ANY (k.confkey))))
       AND NOT (d.classid = 'pg_catalog.pg_class'::regclass
                AND EXISTS (SELECT FROM pg_catalog.pg_index AS i
                             WHERE i.indexrelid = d.objid AND i.indrelid = p.oid))
       AND NOT (d.classid = 'pg_catalog.pg_attrdef'::regclass
                AND EXISTS (SELECT FROM own_default AS f WHERE f.oid = d.objid))
       AND d.classid <> 'pg_catalog.pg_statistic_ext'::regclass
    UNION ALL
    SELECT 7, pg_catalog.format('%s uses rows of its table by the position of columns',
                  pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid))
      FROM p
      JOIN pg_catalog.pg_depend AS d
        ON d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid IN (p.reltype, p.typarray)
     WHERE d.deptype <> 'i'
    UNION ALL
    SELECT 8, pg_catalog.format('%s uses rows of its table by the position of columns', b.routine)
      FROM bodies AS b
    UNION ALL
    SELECT 9, CASE WHEN f.of_user THEN 'its default uses what does not come with the server'
                    ELSE 'it is unique and has a default' END
               || ', and NULL would not tell which rows are younger'
      FROM p, own_default AS f
     WHERE NOT p.attnotnull AND (f.of_user OR f.is_unique)
)
SELECT reason FROM reasons ORDER BY place, reason LIMIT 1
