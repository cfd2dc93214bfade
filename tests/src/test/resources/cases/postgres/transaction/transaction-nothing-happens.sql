-- before
CREATE TABLE t (id int);
-- migration
ALTER TABLE t ADD COLUMN a int;
ALTER TABLE t DROP COLUMN a;
-- data-verdict none
