-- before
CREATE FUNCTION ok(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE TABLE t (a int CHECK (ok(a)));
-- migration
DROP FUNCTION ok(int) CASCADE;
-- hazards
drops-function
drops-constraint
