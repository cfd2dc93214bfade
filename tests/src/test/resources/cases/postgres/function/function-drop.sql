-- before
CREATE FUNCTION f(a int, b text DEFAULT 'it''s') RETURNS SETOF int LANGUAGE sql ROWS 50 IMMUTABLE AS $$SELECT a$$;
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$SELECT a$$;
COMMENT ON FUNCTION f(int, text) IS 'two';
REVOKE EXECUTE ON FUNCTION f(int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f(int, text) TO reader;
-- migration
DROP FUNCTION f(int, text);
-- inverse
CREATE OR REPLACE FUNCTION public.f(a integer, b text DEFAULT 'it''s'::text)
 RETURNS SETOF integer
 LANGUAGE sql
 IMMUTABLE ROWS 50
AS $function$SELECT a$function$;
REVOKE EXECUTE ON FUNCTION public.f(integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.f(integer, text) TO reader;
COMMENT ON FUNCTION public.f(integer, text) IS 'two';
-- hazards
drops-function
-- data-verdict none
