-- before
CREATE TABLE t (id int, doc text NOT NULL DEFAULT '{}');
-- data
INSERT INTO t VALUES (1, '{"a":  1}');
-- migration
ALTER TABLE t ALTER COLUMN doc DROP DEFAULT;
ALTER TABLE t ALTER COLUMN doc TYPE jsonb USING doc::jsonb;
ALTER TABLE t ALTER COLUMN doc SET DEFAULT '[]';
-- hazards
retypes-column
fails-on-rows
rewrites-table
