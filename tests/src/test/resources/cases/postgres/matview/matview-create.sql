-- before
CREATE TABLE t (id int, n int);
-- migration
CREATE MATERIALIZED VIEW mv WITH (fillfactor = 70) AS SELECT id, sum(n) AS s FROM t GROUP BY id WITH NO DATA;
CREATE UNIQUE INDEX ON mv (id);
