-- before
CREATE FUNCTION f(IN a int, OUT b text, INOUT c numeric) RETURNS record LANGUAGE sql AS $$SELECT 'x'::text, 1::numeric$$;
CREATE FUNCTION g(a text[]) RETURNS TABLE (id int, "N n" text) LANGUAGE plpgsql AS $$BEGIN RETURN; END$$;
CREATE FUNCTION h(anyelement) RETURNS anyarray LANGUAGE sql AS $$SELECT ARRAY[$1]$$;
-- migration
DROP FUNCTION f(int, numeric);
DROP FUNCTION g(text[]);
DROP FUNCTION h(anyelement);
-- hazards
drops-function
