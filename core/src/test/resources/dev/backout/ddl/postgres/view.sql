--- created
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
---- change
CREATE VIEW v WITH (security_barrier) AS SELECT id, upper(a) AS "Upper" FROM t WHERE b > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW w (one, two) AS SELECT "Upper", id FROM v;
CREATE RECURSIVE VIEW r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 5;
CREATE VIEW g AS SELECT id, a, count(*) OVER () FROM t GROUP BY id;
ALTER VIEW v ALTER id SET DEFAULT 5;
--- replaced
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT * FROM v;
---- change
CREATE OR REPLACE VIEW v AS SELECT id, a, b FROM t WHERE id > 0;
--- other columns
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT id FROM v;
GRANT SELECT ON v TO alice;
COMMENT ON VIEW w IS 'w';
---- change
DROP VIEW w; DROP VIEW v;
CREATE VIEW v AS SELECT a, id, b FROM t;
CREATE VIEW w AS SELECT id FROM v;
GRANT SELECT ON v TO alice;
COMMENT ON VIEW w IS 'w';
--- options and defaults
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id, a FROM t;
---- change
ALTER VIEW v RESET (security_barrier);
ALTER VIEW v SET (check_option = cascaded);
ALTER VIEW v ALTER a SET DEFAULT 'x';
--- options in a replacement
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id, a FROM t;
---- change
CREATE OR REPLACE VIEW v WITH (check_option = local) AS SELECT id, a FROM t WHERE id > 0;
--- materialized
CREATE TABLE t (id integer PRIMARY KEY, a text);
---- change
CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id, a FROM t;
CREATE UNIQUE INDEX i ON m (id);
ALTER MATERIALIZED VIEW m ALTER a SET STATISTICS 10;
ALTER MATERIALIZED VIEW m ALTER a SET STORAGE EXTERNAL;
CREATE MATERIALIZED VIEW n AS SELECT id FROM m WITH NO DATA;
--- materialized and changed
CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id, a FROM t;
CREATE UNIQUE INDEX i ON m (id);
CREATE MATERIALIZED VIEW n AS SELECT id FROM t;
COMMENT ON COLUMN m.a IS 'a';
---- change
DROP MATERIALIZED VIEW m;
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
REFRESH MATERIALIZED VIEW n WITH NO DATA;
ALTER MATERIALIZED VIEW n SET (fillfactor = 50);
ALTER MATERIALIZED VIEW n ALTER id SET STATISTICS 10;
