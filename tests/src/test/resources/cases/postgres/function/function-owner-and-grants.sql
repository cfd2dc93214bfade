-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- migration
ALTER FUNCTION f() OWNER TO writer;
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f() TO reader WITH GRANT OPTION;
-- hazards
grants-change
