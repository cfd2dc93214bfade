-- before
CREATE TABLE t (a int);
-- migration
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- hazards
not-transactional
