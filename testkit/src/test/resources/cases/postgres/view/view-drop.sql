-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE TABLE t (id int, n int);
CREATE VIEW v (a, b) WITH (security_barrier = true) AS SELECT id, n FROM t WHERE n > 0 WITH CASCADED CHECK OPTION;
ALTER VIEW v ALTER COLUMN b SET DEFAULT 5;
COMMENT ON VIEW v IS 'it''s';
COMMENT ON COLUMN v.a IS 'aa';
GRANT SELECT, INSERT ON v TO reader;
GRANT UPDATE (b) ON v TO writer;
ALTER VIEW v OWNER TO writer;
-- migration
DROP VIEW v;
-- data-verdict none
