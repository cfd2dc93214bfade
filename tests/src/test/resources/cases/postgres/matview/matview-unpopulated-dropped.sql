-- before
CREATE TABLE t (id int);
CREATE MATERIALIZED VIEW mv AS SELECT id FROM t WITH NO DATA;
-- migration
DROP MATERIALIZED VIEW mv;
-- hazards
drops-view
