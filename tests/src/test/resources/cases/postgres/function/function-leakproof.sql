-- needs superuser
-- before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT a';
CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- migration
DROP FUNCTION f(int);
ALTER FUNCTION g(int) LEAKPROOF;
-- hazards
drops-function
changes-function
