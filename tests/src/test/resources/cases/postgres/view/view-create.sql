-- before
CREATE TABLE t (id int, n int);
-- migration
CREATE VIEW "V 1" WITH (security_barrier = true) AS SELECT id, n AS "N n" FROM t WHERE n > 0 WITH LOCAL CHECK OPTION;
-- inverse
DROP VIEW public."V 1";
-- data-verdict none
