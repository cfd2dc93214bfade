-- before
CREATE TABLE t (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'n' UNIQUE, CHECK (length(name) > 0));
CREATE INDEX t_lower ON t (lower(name)) WHERE id > 10;
COMMENT ON TABLE t IS 'a table';
COMMENT ON COLUMN t.name IS 'a name';
GRANT SELECT ON t TO reader;
GRANT UPDATE (name) ON t TO writer;
-- data
INSERT INTO t (name) VALUES ('a'), ('b');
-- migration
DROP TABLE t;
-- data-verdict lost
