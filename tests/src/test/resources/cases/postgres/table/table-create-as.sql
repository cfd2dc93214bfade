-- before
CREATE TABLE t (id int, name text);
-- data
INSERT INTO t VALUES (1, 'a');
-- migration
CREATE TABLE copy AS SELECT * FROM t;
