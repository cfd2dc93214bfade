-- before
CREATE TABLE t (a int, b int);
CREATE INDEX t_e ON t (a, (a + b));
ALTER INDEX t_e ALTER COLUMN 2 SET STATISTICS 100;
-- migration
DROP INDEX t_e;
-- hazards
drops-index
