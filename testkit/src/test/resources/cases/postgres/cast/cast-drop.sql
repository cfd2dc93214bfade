-- before
CREATE TYPE c AS (x int);
CREATE FUNCTION to_c(int) RETURNS c LANGUAGE sql AS 'SELECT ROW($1)::c';
CREATE CAST (int AS c) WITH FUNCTION to_c(int) AS IMPLICIT;
COMMENT ON CAST (int AS c) IS 'boxing';
CREATE TYPE e1 AS ENUM ('a');
CREATE CAST (e1 AS varchar) WITH INOUT;
-- migration
DROP CAST (int AS c);
DROP CAST (e1 AS varchar);
