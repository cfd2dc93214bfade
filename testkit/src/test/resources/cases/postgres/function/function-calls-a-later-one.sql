-- before
CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT b()';
CREATE TABLE t (x int DEFAULT a());
-- migration
DROP FUNCTION a() CASCADE;
DROP FUNCTION b();
-- hazards
drops-function
