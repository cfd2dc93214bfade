-- needs superuser
-- before
CREATE TYPE c AS (x int);
CREATE FUNCTION to_c(int) RETURNS c LANGUAGE sql AS 'SELECT ROW($1)::c';
CREATE CAST (int AS c) WITH FUNCTION to_c(int);
CREATE COLLATION bytes (provider = libc, locale = 'C');
CREATE TYPE span AS RANGE (subtype = float8);
CREATE OPERATOR CLASS int_desc FOR TYPE int USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
COMMENT ON TYPE span IS 'from here to there';
-- migration
COMMENT ON CAST (int AS c) IS 'boxing';
COMMENT ON COLLATION bytes IS 'byte by byte';
COMMENT ON TYPE span IS NULL;
COMMENT ON OPERATOR CLASS int_desc USING btree IS 'the largest first';
