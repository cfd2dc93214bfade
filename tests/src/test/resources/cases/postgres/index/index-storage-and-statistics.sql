-- before
CREATE TABLE t (a int, b int);
CREATE INDEX t_e ON t ((a + b)) WITH (fillfactor = 50);
ALTER INDEX t_e ALTER COLUMN 1 SET STATISTICS 100;
-- migration
ALTER INDEX t_e RESET (fillfactor);
ALTER INDEX t_e ALTER COLUMN 1 SET STATISTICS 200;
