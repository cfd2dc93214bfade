-- before
CREATE SCHEMA s;
CREATE TABLE t (a int, b int);
CREATE STATISTICS st ON a, b FROM t;
-- migration
ALTER STATISTICS st SET STATISTICS 10;
ALTER STATISTICS st RENAME TO "S t";
ALTER STATISTICS "S t" SET SCHEMA s;
-- hazards
moves-to-schema
