--- of tables and columns
CREATE TABLE t (a integer, b integer);
GRANT SELECT, INSERT ON t TO alice;
GRANT UPDATE (a) ON t TO bob;
---- change
REVOKE INSERT ON t FROM alice;
GRANT DELETE ON t TO alice;
GRANT ALL ON t TO "Odd Role" WITH GRANT OPTION;
GRANT SELECT ON t TO PUBLIC;
REVOKE UPDATE (a) ON t FROM bob;
GRANT UPDATE (a, b), SELECT (b) ON t TO bob;
--- options
CREATE TABLE t (a integer);
GRANT SELECT ON t TO alice WITH GRANT OPTION;
GRANT SELECT ON t TO bob;
---- change
REVOKE GRANT OPTION FOR SELECT ON t FROM alice;
GRANT SELECT ON t TO bob WITH GRANT OPTION;
--- of the owner
CREATE TABLE t (a integer);
---- change
REVOKE ALL ON t FROM shop;
GRANT SELECT ON t TO shop;
--- of sequences and views
CREATE SEQUENCE s;
CREATE TABLE t (a serial);
CREATE VIEW v AS SELECT a, 1 AS b FROM t;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
---- change
GRANT USAGE ON s, t_a_seq TO alice;
GRANT SELECT ON v TO alice;
GRANT SELECT (b) ON v TO bob;
GRANT SELECT ON m TO bob;
--- comments
CREATE TABLE t (a integer PRIMARY KEY, b integer);
CREATE INDEX i ON t (b);
CREATE VIEW v AS SELECT a FROM t;
CREATE SEQUENCE s;
COMMENT ON COLUMN t.b IS 'old';
---- change
COMMENT ON TABLE t IS 'it''s a \ table
in two lines';
COMMENT ON COLUMN t.a IS 'a';
COMMENT ON COLUMN t.b IS NULL;
COMMENT ON CONSTRAINT t_pkey ON t IS 'key';
COMMENT ON INDEX i IS 'index';
COMMENT ON VIEW v IS 'view';
COMMENT ON COLUMN v.a IS 'view column';
COMMENT ON SEQUENCE s IS 'sequence';
