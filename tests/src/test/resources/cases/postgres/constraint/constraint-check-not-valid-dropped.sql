-- before
CREATE TABLE t (a int);
INSERT INTO t VALUES (50);
ALTER TABLE t ADD CONSTRAINT lim CHECK (a < 10) NOT VALID;
-- migration
ALTER TABLE t DROP CONSTRAINT lim;
-- hazards
drops-constraint
