-- before
CREATE TABLE t (id int, n int);
CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
CREATE INDEX mv_id ON mv (id);
-- migration
DROP MATERIALIZED VIEW mv;
CREATE MATERIALIZED VIEW mv AS SELECT id, n FROM t;
-- hazards
drops-index
