-- before
CREATE TABLE t (a int, b int, PRIMARY KEY (a, b));
-- data
INSERT INTO t VALUES (1, 1), (1, 2);
-- migration
ALTER TABLE t DROP COLUMN b;
-- hazards
drops-column
-- data-verdict lost
