-- before
CREATE TABLE t (id int);
CREATE MATERIALIZED VIEW x AS SELECT id FROM t;
-- migration
DROP MATERIALIZED VIEW x;
CREATE VIEW x AS SELECT id FROM t;
-- hazards
drops-view
