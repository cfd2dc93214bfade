-- before
CREATE TABLE a (x int);
CREATE TABLE t (id int, row_of_a a, list a[]);
-- migration
ALTER TABLE t DROP COLUMN row_of_a, DROP COLUMN list;
-- hazards
drops-column
