-- before
CREATE TABLE t (a int, b int, s int GENERATED ALWAYS AS (a + b) STORED);
-- data
INSERT INTO t VALUES (1, 2);
-- migration
ALTER TABLE t DROP COLUMN s;
-- hazards
drops-column
-- data-verdict none
