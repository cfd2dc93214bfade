-- before
CREATE TABLE t (id int, tag text NOT NULL);
CREATE INDEX t_tag ON t (tag);
-- data
INSERT INTO t VALUES (1, 'a');
-- migration
DROP INDEX t_tag;
ALTER TABLE t ALTER COLUMN tag TYPE text[] USING ARRAY[tag];
CREATE INDEX t_tag ON t USING gin (tag);
-- hazards
retypes-column
fails-on-rows
rewrites-table
