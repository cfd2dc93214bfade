-- before
CREATE TABLE t (id int, n int);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE VIEW w AS SELECT n FROM v;
-- migration
ALTER VIEW v RENAME TO "V v";
ALTER VIEW "V v" RENAME COLUMN n TO nn;
-- hazards
drops-view
renames-table
