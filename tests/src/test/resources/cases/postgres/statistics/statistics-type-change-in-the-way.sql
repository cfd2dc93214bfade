-- before
CREATE TABLE t (a int, b int);
CREATE STATISTICS st (ndistinct) ON a, b FROM t;
-- migration
ALTER TABLE t ALTER COLUMN b TYPE bigint;
-- hazards
retypes-column
rewrites-table
