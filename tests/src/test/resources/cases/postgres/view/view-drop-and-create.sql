-- before
CREATE TABLE t (id int, n int);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE VIEW w AS SELECT n FROM v;
-- migration
DROP VIEW v CASCADE;
CREATE VIEW v AS SELECT n AS id FROM t;
-- hazards
drops-view
