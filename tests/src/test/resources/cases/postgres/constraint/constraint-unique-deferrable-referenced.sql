-- before
CREATE TABLE t (a int, UNIQUE (a));
CREATE TABLE c (a int REFERENCES t (a) MATCH FULL ON DELETE SET DEFAULT);
-- migration
ALTER TABLE t DROP CONSTRAINT t_a_key CASCADE;
-- hazards
drops-constraint
