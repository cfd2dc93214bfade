-- before
CREATE TABLE t (a int, b int);
CREATE INDEX t_i ON t (a);
-- migration
DROP INDEX t_i;
CREATE INDEX t_i ON t (a, b DESC);
-- hazards
strong-lock
