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
-- inverse
CREATE CAST (integer AS public.c) WITH FUNCTION public.to_c(integer) AS IMPLICIT;
CREATE CAST (public.e1 AS character varying) WITH INOUT;
COMMENT ON CAST (integer AS public.c) IS 'boxing';
