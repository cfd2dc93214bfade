-- before
CREATE TABLE t (id int PRIMARY KEY, name text DEFAULT 'x' CHECK (name <> ''));
CREATE INDEX ON t (lower(name));
COMMENT ON COLUMN t.name IS 'the name';
-- migration
CREATE TABLE u (LIKE t INCLUDING ALL);
