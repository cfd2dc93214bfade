-- min-major 18
-- before
CREATE TABLE t (a int, CONSTRAINT lim CHECK (a < 10) NOT ENFORCED);
-- migration
ALTER TABLE t DROP CONSTRAINT lim;
-- hazards
drops-constraint
