-- min-major 15
-- before
CREATE TABLE t (a int);
CREATE UNIQUE INDEX t_a ON t (a) NULLS NOT DISTINCT;
-- migration
DROP INDEX t_a;
-- hazards
drops-index
