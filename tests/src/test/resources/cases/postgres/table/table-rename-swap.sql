-- before
CREATE TABLE a (x int);
CREATE TABLE b (y text);
-- migration
ALTER TABLE a RENAME TO tmp;
ALTER TABLE b RENAME TO a;
ALTER TABLE tmp RENAME TO b;
-- hazards
renames-table
-- data-verdict none
