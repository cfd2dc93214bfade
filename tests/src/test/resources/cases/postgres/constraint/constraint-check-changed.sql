-- before
CREATE TABLE t (a int, CONSTRAINT lim CHECK (a < 10));
-- migration
ALTER TABLE t DROP CONSTRAINT lim;
ALTER TABLE t ADD CONSTRAINT lim CHECK (a < 100);
-- hazards
strong-lock
