-- before
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0), b int, UNIQUE (a, b));
CREATE INDEX t_a ON t (a) INCLUDE (b);
CREATE INDEX t_b ON t (b) WHERE a > 5;
CREATE STATISTICS t_st ON a, b FROM t;
CREATE VIEW v AS SELECT id, a + 1 AS x FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT x FROM v;
CREATE INDEX mv_x ON mv (x);
CREATE POLICY pol ON t USING (a = 1);
GRANT SELECT ON v TO reader;
COMMENT ON VIEW v IS 'a view';
COMMENT ON INDEX mv_x IS 'an index';
-- data
INSERT INTO t VALUES (1, 1, 1);
-- migration
ALTER TABLE t DROP COLUMN a CASCADE;
-- data-verdict lost
