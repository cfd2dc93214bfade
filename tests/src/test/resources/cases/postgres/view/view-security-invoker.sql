-- min-major 15
-- before
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW w WITH (security_invoker = on) AS SELECT id FROM t;
-- migration
ALTER VIEW v SET (security_invoker = true);
DROP VIEW w;
-- hazards
drops-view
