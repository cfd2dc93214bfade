-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET work_mem = '4MB' AS 'SELECT 1';
-- migration
ALTER FUNCTION f() STABLE SECURITY DEFINER PARALLEL RESTRICTED COST 7;
ALTER FUNCTION f() RESET work_mem;
ALTER FUNCTION f() SET search_path = 'public';
-- hazards
changes-function
