-- before
CREATE SEQUENCE s;
CREATE FUNCTION f(a int, OUT b int) LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION f(int) IS 'old';
-- migration
COMMENT ON SCHEMA public IS 'ours';
COMMENT ON SEQUENCE s IS 'seq';
COMMENT ON FUNCTION f(int) IS 'new';
