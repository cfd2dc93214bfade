-- min-major 18
-- before
CREATE TABLE t (a int, b int, s int GENERATED ALWAYS AS (a + b) VIRTUAL);
-- migration
ALTER TABLE t DROP COLUMN s;
ALTER TABLE t ADD COLUMN u int GENERATED ALWAYS AS (a - b) VIRTUAL;
-- hazards
drops-column
