-- before
CREATE FUNCTION near(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) < 3';
CREATE FUNCTION far(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) >= 3';
CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ~~~, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR !~~~ (FUNCTION = far, LEFTARG = int, RIGHTARG = int, NEGATOR = ~~~);
COMMENT ON OPERATOR ~~~ (int, int) IS 'near';
CREATE VIEW v AS SELECT 1 OPERATOR(public.~~~) 2 AS x;
-- migration
DROP OPERATOR ~~~ (int, int) CASCADE;
-- hazards
drops-view
