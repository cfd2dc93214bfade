-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id int, x e NOT NULL DEFAULT 'a');
-- data
INSERT INTO t VALUES (1, 'b');
-- migration
ALTER TABLE t ALTER COLUMN x DROP DEFAULT;
ALTER TABLE t ALTER COLUMN x TYPE text USING x::text;
ALTER TABLE t ALTER COLUMN x SET DEFAULT 'a';
DROP TYPE e;
-- hazards
retypes-column
rewrites-table
