-- before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT $1';
-- migration
DROP FUNCTION f(int);
CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT $1';
-- hazards
changes-function
