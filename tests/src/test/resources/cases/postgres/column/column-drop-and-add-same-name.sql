-- before
CREATE TABLE t (id int, total int NOT NULL DEFAULT 3);
-- data
INSERT INTO t VALUES (1, 5);
-- migration
ALTER TABLE t DROP COLUMN total;
ALTER TABLE t ADD COLUMN total int NOT NULL DEFAULT 3;
-- hazards
drops-and-recreates
-- data-verdict lost
