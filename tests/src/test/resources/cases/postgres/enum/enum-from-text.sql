-- before
CREATE TABLE t (id int, x text NOT NULL DEFAULT 'a');
-- data
INSERT INTO t VALUES (1, 'b');
-- migration
CREATE TYPE e AS ENUM ('a', 'b');
ALTER TABLE t ALTER COLUMN x DROP DEFAULT;
ALTER TABLE t ALTER COLUMN x TYPE e USING x::e;
ALTER TABLE t ALTER COLUMN x SET DEFAULT 'a';
-- hazards
retypes-column
fails-on-rows
rewrites-table
