-- setup
CREATE SCHEMA s;
CREATE TYPE c AS (a int);
CREATE FUNCTION eq(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
CREATE FUNCTION eq2(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
CREATE FUNCTION neg(c) RETURNS c LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- object
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = c, RIGHTARG = c, COMMUTATOR = ===, NEGATOR = <<>>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR <<>> (FUNCTION = eq2, LEFTARG = c, RIGHTARG = c, NEGATOR = ===);
CREATE OPERATOR -~ (FUNCTION = neg, RIGHTARG = c);
COMMENT ON OPERATOR ===(c, c) IS 'o';
-- alter: estimators
ALTER OPERATOR ===(c, c) SET (RESTRICT = NONE, JOIN = neqjoinsel);
-- back
ALTER OPERATOR public.===(public.c, public.c) SET (RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel);
-- alter: all else
DROP OPERATOR ===(c, c);
CREATE OPERATOR === (FUNCTION = eq2, LEFTARG = c, RIGHTARG = c);
-- alter: moved
ALTER OPERATOR -~ (NONE, c) SET SCHEMA s;
-- alter: standing
ALTER OPERATOR -~ (NONE, c) OWNER TO alice;
COMMENT ON OPERATOR ===(c, c) IS NULL;
