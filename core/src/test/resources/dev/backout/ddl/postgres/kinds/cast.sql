-- setup
CREATE TYPE c AS (a int);
CREATE FUNCTION to_int(c) RETURNS int LANGUAGE sql AS 'SELECT $1.a';
CREATE FUNCTION to_int(c, int, bool) RETURNS int LANGUAGE sql AS 'SELECT $1.a';
-- object
CREATE CAST (c AS int) WITH FUNCTION to_int(c);
CREATE CAST (c AS text[]) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (c AS int) IS 'cc';
-- alter: function and context
DROP CAST (c AS int);
CREATE CAST (c AS int) WITH FUNCTION to_int(c, int, bool) AS IMPLICIT;
-- alter: comment
COMMENT ON CAST (c AS int) IS NULL;
-- alter: the type renamed
ALTER TYPE c RENAME TO cc;
