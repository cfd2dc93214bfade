-- before
CREATE SCHEMA s;
CREATE FUNCTION near(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) < 3';
CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = int, RIGHTARG = int, RESTRICT = eqsel);
-- migration
ALTER OPERATOR ~~~ (int, int) SET (RESTRICT = NONE);
ALTER OPERATOR ~~~ (int, int) SET SCHEMA s;
-- hazards
moves-to-schema
