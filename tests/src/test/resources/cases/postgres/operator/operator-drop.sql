-- before
CREATE FUNCTION near(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) < 3';
CREATE FUNCTION far(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) >= 3';
CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ~~~, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR !~~~ (FUNCTION = far, LEFTARG = int, RIGHTARG = int, NEGATOR = ~~~);
COMMENT ON OPERATOR ~~~ (int, int) IS 'near';
CREATE VIEW v AS SELECT 1 OPERATOR(public.~~~) 2 AS x;
-- migration
DROP OPERATOR ~~~ (int, int) CASCADE;
-- inverse
CREATE OPERATOR public.~~~ (FUNCTION = public.near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(public.~~~), NEGATOR = OPERATOR(public.!~~~), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel);
DROP OPERATOR public.!~~~(integer, integer);
CREATE OPERATOR public.!~~~ (FUNCTION = public.far, LEFTARG = integer, RIGHTARG = integer, NEGATOR = OPERATOR(public.~~~));
CREATE VIEW public.v AS
 SELECT (1 OPERATOR(public.~~~) 2) AS x;
COMMENT ON OPERATOR public.~~~(integer, integer) IS 'near';
-- hazards
drops-view
