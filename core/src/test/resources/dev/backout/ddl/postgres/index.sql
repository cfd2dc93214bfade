--- created
CREATE TABLE t (a integer, b text, c int4range, d jsonb);
---- change
CREATE INDEX ON t (a DESC NULLS LAST, b text_pattern_ops);
CREATE UNIQUE INDEX "Odd USING btree Index" ON t (lower(b)) INCLUDE (a) WITH (fillfactor = 70) WHERE a > 0 AND b <> 'x WITH (y)';
CREATE INDEX ON t USING gist (c);
CREATE INDEX ON t USING gin (d jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX ON t USING brin (a) WITH (pages_per_range = 4, autosummarize = on);
CREATE INDEX e ON t ((a + 1), (b || 'x'));
ALTER INDEX e ALTER COLUMN 2 SET STATISTICS 100;
--- changed
CREATE TABLE t (a integer, b text);
CREATE INDEX i ON t (a);
CREATE INDEX e ON t ((a + 1));
---- change
DROP INDEX i;
CREATE UNIQUE INDEX i ON t (a, b);
ALTER INDEX e ALTER COLUMN 1 SET STATISTICS 100;
--- parameters
CREATE TABLE t (a integer, d jsonb);
CREATE INDEX i ON t (a) WITH (fillfactor = 70) WHERE a > 5;
CREATE INDEX g ON t USING gin (d);
---- change
ALTER INDEX i SET (fillfactor = 80, deduplicate_items = off);
ALTER INDEX g SET (fastupdate = off);
--- of a partitioned table
CREATE TABLE p (a integer, b integer) PARTITION BY LIST (a);
CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
CREATE TABLE d PARTITION OF p FOR VALUES IN (2);
---- change
CREATE INDEX i ON p (b);
CREATE INDEX own ON c (a);
--- attached
CREATE TABLE p (a integer, b integer) PARTITION BY LIST (a);
CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
CREATE INDEX i ON ONLY p (b);
CREATE INDEX i_c ON c (b);
---- change
ALTER INDEX i ATTACH PARTITION i_c;
--- of a materialized view
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
---- change
CREATE UNIQUE INDEX i ON m (a);
--- extended statistics
CREATE TABLE t (a integer, b integer, c integer);
CREATE STATISTICS s ON a, b FROM t;
---- change
DROP STATISTICS s;
CREATE STATISTICS s (ndistinct) ON a, b, c FROM t;
CREATE STATISTICS e ON (a + b), (b * c) FROM t;
ALTER STATISTICS e SET STATISTICS 50;
--- statistics of columns in another order
CREATE TABLE t (a integer, b integer);
CREATE STATISTICS s ON a, b FROM t;
---- change
ALTER TABLE t DROP a;
