-- min-major 15
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (id > 10);
-- migration
ALTER PUBLICATION p SET TABLE t (id, b) WHERE (id > 20);
