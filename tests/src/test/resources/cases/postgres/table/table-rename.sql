-- before
CREATE TABLE t (id serial PRIMARY KEY, name text);
CREATE VIEW v AS SELECT name FROM t;
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT 1, ''x''::text';
-- data
INSERT INTO t (name) VALUES ('a');
-- migration
ALTER TABLE t RENAME TO "Order";
-- inverse
ALTER TABLE public."Order" RENAME TO t;
-- hazards
renames-table
-- data-verdict none
