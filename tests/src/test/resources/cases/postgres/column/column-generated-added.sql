-- before
CREATE TABLE t (a int, b int);
-- migration
ALTER TABLE t ADD COLUMN s int GENERATED ALWAYS AS (a + b) STORED NOT NULL;
CREATE INDEX ON t (s);
-- hazards
fails-on-rows
volatile-default
builds-index-with-lock
rewrites-table
