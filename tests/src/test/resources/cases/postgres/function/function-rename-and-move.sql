-- before
CREATE SCHEMA a;
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (x int DEFAULT f(1));
-- migration
ALTER FUNCTION f(int) RENAME TO "F f";
ALTER FUNCTION "F f"(int) SET SCHEMA a;
-- hazards
moves-to-schema
changes-function
