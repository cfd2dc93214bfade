-- before
CREATE FUNCTION st(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION fi(numeric) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE AGGREGATE my_sum(numeric) (SFUNC = st, STYPE = numeric, FINALFUNC = fi, INITCOND = '0', COMBINEFUNC = st, PARALLEL = SAFE);
COMMENT ON AGGREGATE my_sum(numeric) IS 'adds';
CREATE VIEW v AS SELECT my_sum(x::numeric) FROM generate_series(1, 3) x;
-- migration
DROP AGGREGATE my_sum(numeric) CASCADE;
-- hazards
drops-view
drops-function
