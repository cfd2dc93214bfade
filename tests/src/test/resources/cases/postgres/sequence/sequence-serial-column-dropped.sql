-- before
CREATE TABLE t (id int PRIMARY KEY, n bigserial);
-- data
INSERT INTO t (id) VALUES (1), (2);
-- migration
ALTER TABLE t DROP COLUMN n;
-- hazards
drops-column
-- data-verdict lost
