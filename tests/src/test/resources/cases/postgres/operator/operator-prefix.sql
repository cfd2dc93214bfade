-- before
CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
CREATE OPERATOR @#@ (FUNCTION = half, RIGHTARG = int);
-- migration
DROP OPERATOR @#@ (NONE, int);
DROP FUNCTION half(int);
-- hazards
drops-function
