-- before
CREATE TABLE t (a int, b text);
-- migration
ALTER TABLE t RENAME COLUMN a TO tmp;
ALTER TABLE t RENAME COLUMN b TO a;
ALTER TABLE t RENAME COLUMN tmp TO b;
-- hazards
renames-column
-- data-verdict none
