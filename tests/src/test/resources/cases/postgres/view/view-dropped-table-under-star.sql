-- before
CREATE TABLE t (id int, n int);
CREATE VIEW v AS SELECT * FROM t;
-- migration
DROP VIEW v;
ALTER TABLE t ADD COLUMN m int;
CREATE VIEW v AS SELECT * FROM t;
