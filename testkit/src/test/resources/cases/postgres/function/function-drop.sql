-- before
CREATE FUNCTION f(a int, b text DEFAULT 'it''s') RETURNS SETOF int LANGUAGE sql ROWS 50 IMMUTABLE AS $$SELECT a$$;
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$SELECT a$$;
COMMENT ON FUNCTION f(int, text) IS 'two';
REVOKE EXECUTE ON FUNCTION f(int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f(int, text) TO reader;
-- migration
DROP FUNCTION f(int, text);
-- data-verdict none
