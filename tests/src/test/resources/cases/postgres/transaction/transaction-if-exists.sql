-- before
CREATE TABLE t (id int);
-- migration
DROP TABLE IF EXISTS missing;
CREATE TABLE IF NOT EXISTS t (id int, other int);
ALTER TABLE t ADD COLUMN IF NOT EXISTS id int;
-- data-verdict none
