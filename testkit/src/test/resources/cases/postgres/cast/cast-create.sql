-- needs superuser
-- before
CREATE TYPE c AS (x int);
CREATE FUNCTION to_c(int) RETURNS c LANGUAGE sql AS 'SELECT ROW($1)::c';
-- migration
CREATE CAST (int AS c) WITH FUNCTION to_c(int) AS ASSIGNMENT;
CREATE CAST (c AS text) WITH INOUT AS IMPLICIT;
