-- before
CREATE TABLE t (id int, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);
CREATE POLICY p ON t USING (n > 0);
-- migration
DROP POLICY p ON t;
ALTER TABLE t DROP COLUMN twice;
ALTER TABLE t ALTER COLUMN n TYPE bigint;
ALTER TABLE t ADD COLUMN twice bigint GENERATED ALWAYS AS (n * 2) STORED;
CREATE POLICY p ON t USING (n > 1);
-- hazards
drops-and-recreates
retypes-column
rewrites-table
