-- before
CREATE TABLE t (id int PRIMARY KEY, b int);
CREATE TABLE c (t int REFERENCES t ON UPDATE CASCADE);
CREATE VIEW v AS SELECT id, b FROM t GROUP BY id;
-- migration
ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;
-- hazards
drops-view
drops-constraint
