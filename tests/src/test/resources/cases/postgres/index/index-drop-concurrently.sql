-- before
CREATE TABLE t (a int);
CREATE INDEX t_a ON t (a);
-- migration
DROP INDEX CONCURRENTLY t_a;
-- hazards
drops-index
not-transactional
