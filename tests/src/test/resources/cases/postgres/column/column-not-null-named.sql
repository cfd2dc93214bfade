-- min-major 18
-- before
CREATE TABLE t (a int CONSTRAINT a_present NOT NULL, b int NOT NULL, c int);
-- migration
ALTER TABLE t DROP CONSTRAINT a_present;
ALTER TABLE t RENAME CONSTRAINT t_b_not_null TO "B there";
ALTER TABLE t ADD CONSTRAINT c_there NOT NULL c NOT VALID;
-- hazards
sets-not-null
