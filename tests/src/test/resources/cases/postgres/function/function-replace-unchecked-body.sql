-- before
SET check_function_bodies = off;
CREATE FUNCTION total() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    total := ;
END $$;
-- migration
CREATE OR REPLACE FUNCTION total() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    RETURN 1;
END $$;
-- inverse
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.total()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
BEGIN
    total := ;
END $function$;
-- hazards
changes-function
