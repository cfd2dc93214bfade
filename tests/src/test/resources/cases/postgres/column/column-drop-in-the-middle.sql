-- before
CREATE TABLE t (a int, b int, c int);
-- data
INSERT INTO t VALUES (1, 2, 3);
-- migration
ALTER TABLE t DROP COLUMN b;
-- hazards
drops-column
-- data-verdict lost
