-- What DROP TABLE takes along, and what of the table itself uses anything that somebody may want to
-- drop later: as statements that drop it, in order.
WITH t AS (
    SELECT c.oid,
           pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
           c.relowner,
           c.relacl
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.oid = ?::bigint::oid
), sequences AS (
    SELECT s.oid, s.relacl, pg_catalog.format('%I.%I', n.nspname, s.relname) AS name
      FROM t
      JOIN pg_catalog.pg_depend AS d
        ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
       AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
      JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_catalog.pg_namespace AS n ON n.oid = s.relnamespace
), foreign_parts AS (
    SELECT DISTINCT d.classid, d.objid
      FROM t, pg_catalog.pg_depend AS d
     WHERE d.refobjid >= 16384
       AND d.refclassid <> 'pg_catalog.pg_constraint'::regclass
       AND d.refobjid <> t.oid
       AND d.refobjid NOT IN (SELECT s.oid FROM sequences AS s)
       AND d.classid IN ('pg_catalog.pg_attrdef'::regclass, 'pg_catalog.pg_constraint'::regclass,
                         'pg_catalog.pg_class'::regclass)
), stripped AS (
    SELECT 1 AS step,
           pg_catalog.format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, r.relname,
               k.conname) AS statement
      FROM t
      JOIN pg_catalog.pg_constraint AS k ON k.contype = 'f' AND t.oid IN (k.confrelid, k.conrelid)
      JOIN pg_catalog.pg_class AS r ON r.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
     WHERE k.conparentid = 0
    UNION ALL
    SELECT DISTINCT 2,
           CASE WHEN v.relkind = 'v' AND r.rulename = '_RETURN'
                THEN pg_catalog.format('DROP VIEW IF EXISTS %I.%I CASCADE', n.nspname, v.relname)
                WHEN v.relkind = 'm'
                THEN pg_catalog.format('DROP MATERIALIZED VIEW IF EXISTS %I.%I CASCADE', n.nspname,
                         v.relname)
                ELSE pg_catalog.format('DROP RULE IF EXISTS %I ON %I.%I', r.rulename, n.nspname,
                         v.relname)
           END
      FROM t
      JOIN pg_catalog.pg_depend AS d
        ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
       AND d.classid = 'pg_catalog.pg_rewrite'::regclass
      JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
      JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
      JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
    UNION ALL
    SELECT 3, pg_catalog.format('DROP TRIGGER %I ON %s', g.tgname, t.name)
      FROM t
      JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = t.oid AND NOT g.tgisinternal
    UNION ALL
    SELECT DISTINCT 4,
           pg_catalog.format('DROP POLICY %I ON %I.%I', p.polname, n.nspname, c.relname)
      FROM t
      JOIN pg_catalog.pg_depend AS d
        ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
       AND d.classid = 'pg_catalog.pg_policy'::regclass
      JOIN pg_catalog.pg_policy AS p ON p.oid = d.objid
      JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 5, pg_catalog.format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, t.name)
      FROM t
      JOIN pg_catalog.pg_publication_rel AS m ON m.prrelid = t.oid
      JOIN pg_catalog.pg_publication AS p ON p.oid = m.prpubid
    UNION ALL
    SELECT 6, pg_catalog.format('DROP STATISTICS %I.%I', n.nspname, s.stxname)
      FROM t
      JOIN pg_catalog.pg_statistic_ext AS s ON s.stxrelid = t.oid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
    UNION ALL
    SELECT 7, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', t.name, a.attname)
      FROM t
      JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = t.oid
      JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attgenerated = ''
      JOIN foreign_parts AS u
        ON u.classid = 'pg_catalog.pg_attrdef'::regclass AND u.objid = f.oid
    UNION ALL
    SELECT 8, pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', t.name, k.conname)
      FROM t
      JOIN pg_catalog.pg_constraint AS k ON k.conrelid = t.oid AND k.contype IN ('c', 'x')
      JOIN foreign_parts AS u
        ON (u.classid = 'pg_catalog.pg_constraint'::regclass AND u.objid = k.oid)
        OR (u.classid = 'pg_catalog.pg_class'::regclass AND u.objid = k.conindid)
    UNION ALL
    SELECT 9, pg_catalog.format('DROP INDEX %I.%I', n.nspname, c.relname)
      FROM t
      JOIN pg_catalog.pg_index AS i ON i.indrelid = t.oid
      JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN foreign_parts AS u
        ON u.classid = 'pg_catalog.pg_class'::regclass AND u.objid = i.indexrelid
     WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                        WHERE k.conindid = i.indexrelid AND k.conrelid = t.oid)
    UNION ALL
    SELECT DISTINCT 10,
           pg_catalog.format('REVOKE ALL ON TABLE %s FROM %s CASCADE', t.name,
               CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                    ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END)
      FROM t,
           (SELECT t.relacl AS acl FROM t
             UNION ALL
            SELECT c.attacl
              FROM t JOIN pg_catalog.pg_attribute AS c ON c.attrelid = t.oid) AS x,
           pg_catalog.aclexplode(x.acl) AS a
     WHERE a.grantee <> t.relowner
    UNION ALL
    SELECT DISTINCT 11,
           pg_catalog.format('REVOKE ALL ON SEQUENCE %s FROM %s CASCADE', s.name,
               CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                    ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END)
      FROM t, sequences AS s, pg_catalog.aclexplode(s.relacl) AS a
     WHERE a.grantee <> t.relowner
    UNION ALL
    SELECT 12,
           pg_catalog.format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY',
               t.name)
      FROM t
)
SELECT statement FROM stripped ORDER BY step, statement
