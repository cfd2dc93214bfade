-- before
CREATE TABLE t (id int, total int NOT NULL DEFAULT 0);
-- data
INSERT INTO t VALUES (1, 5);
-- migration
ALTER TABLE t RENAME COLUMN total TO total_old;
ALTER TABLE t ADD COLUMN total bigint NOT NULL DEFAULT 0;
-- hazards
renames-column
