-- before
CREATE TABLE t (id int, n int);
CREATE VIEW v AS SELECT id FROM t;
-- migration
CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE n IS NOT NULL;
