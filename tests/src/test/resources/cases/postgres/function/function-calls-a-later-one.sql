-- before
CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT b()';
CREATE TABLE t (x int DEFAULT a());
-- migration
DROP FUNCTION a() CASCADE;
DROP FUNCTION b();
-- inverse
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.a()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT b()$function$;
CREATE OR REPLACE FUNCTION public.b()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
ALTER TABLE public.t ALTER COLUMN x SET DEFAULT public.a();
-- hazards
drops-function
