-- before
CREATE TABLE t (id int);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM t;
-- migration
ALTER VIEW v RESET (security_barrier);
ALTER VIEW w SET (check_option = local);
