-- before
CREATE TABLE t (a int, b int);
CREATE INDEX t_b ON t (b);
ALTER TABLE t CLUSTER ON t_b;
-- migration
DROP INDEX t_b;
-- hazards
drops-index
