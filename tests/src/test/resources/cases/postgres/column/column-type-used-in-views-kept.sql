-- before
CREATE TABLE t (id int PRIMARY KEY, n int, name text);
CREATE VIEW v AS SELECT id, name FROM t;
-- migration
ALTER TABLE t ALTER COLUMN n TYPE text;
-- hazards
retypes-column
rewrites-table
