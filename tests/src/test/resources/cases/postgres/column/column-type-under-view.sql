-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE TABLE t (id int PRIMARY KEY, n int);
CREATE VIEW v WITH (security_barrier) AS SELECT id, n FROM t;
CREATE VIEW w AS SELECT sum(n) AS s FROM v;
ALTER VIEW w ALTER COLUMN s SET DEFAULT 0;
ALTER VIEW v OWNER TO writer;
GRANT SELECT ON v TO reader;
COMMENT ON COLUMN v.n IS 'enn';
-- migration
DROP VIEW w;
DROP VIEW v;
ALTER TABLE t ALTER COLUMN n TYPE bigint;
CREATE VIEW v AS SELECT id, n FROM t;
-- hazards
drops-view
retypes-column
grants-change
rewrites-table
