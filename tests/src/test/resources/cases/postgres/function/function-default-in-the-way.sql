-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int, x int DEFAULT f(), y int CHECK (y <> f()));
CREATE VIEW v AS SELECT f() AS one;
-- migration
DROP FUNCTION f() CASCADE;
-- hazards
drops-view
drops-function
drops-constraint
