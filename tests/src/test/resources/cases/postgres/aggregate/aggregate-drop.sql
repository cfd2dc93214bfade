-- before
CREATE FUNCTION st(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION fi(numeric) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE AGGREGATE my_sum(numeric) (SFUNC = st, STYPE = numeric, FINALFUNC = fi, INITCOND = '0', COMBINEFUNC = st, PARALLEL = SAFE);
COMMENT ON AGGREGATE my_sum(numeric) IS 'adds';
CREATE VIEW v AS SELECT my_sum(x::numeric) FROM generate_series(1, 3) x;
-- migration
DROP AGGREGATE my_sum(numeric) CASCADE;
-- inverse
CREATE OR REPLACE AGGREGATE public.my_sum(numeric) (
    sfunc = public.st,
    stype = numeric,
    finalfunc = public.fi,
    combinefunc = public.st,
    initcond = '0',
    parallel = SAFE
);
CREATE VIEW public.v AS
 SELECT public.my_sum((x)::numeric) AS my_sum
   FROM generate_series(1, 3) x(x);
COMMENT ON AGGREGATE public.my_sum(numeric) IS 'adds';
-- hazards
drops-view
drops-function
