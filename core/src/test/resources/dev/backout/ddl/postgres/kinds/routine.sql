-- setup
CREATE SCHEMA s;
CREATE TABLE t (a int, b text);
-- object
CREATE FUNCTION f(a int, b text DEFAULT 'x, (y', OUT c int, OUT d text) LANGUAGE plpgsql STABLE STRICT LEAKPROOF COST 5 PARALLEL SAFE SET search_path TO public, pg_temp AS 'BEGIN c := a; d := ''%s''; END';
COMMENT ON FUNCTION f(int, text) IS 'ff';
CREATE PROCEDURE p(a int, INOUT b int) LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN END';
CREATE FUNCTION rows() RETURNS TABLE (x int, "Y" text) LANGUAGE sql ROWS 5 AS 'SELECT 1, ''a''';
CREATE FUNCTION body(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT count(*)::int + n FROM t; END;
CREATE FUNCTION va(VARIADIC x int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION sfunc(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = sfunc, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = SAFE, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, MINITCOND = '0', FINALFUNC_MODIFY = SHAREABLE);
CREATE AGGREGATE counted(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE pc(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE smallest(int) (SFUNC = int4smaller, STYPE = int, SSPACE = 64, SORTOP = OPERATOR(pg_catalog.<));
CREATE FUNCTION win(int) RETURNS int LANGUAGE internal WINDOW AS 'window_row_number';
CREATE VIEW v AS SELECT rows.x FROM rows();
CREATE FUNCTION z_called() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a_calls() RETURNS int LANGUAGE sql AS 'SELECT z_called()';
-- alter: body
CREATE OR REPLACE FUNCTION f(a int, b text DEFAULT 'x, (y', OUT c int, OUT d text) LANGUAGE sql VOLATILE AS 'SELECT 1, ''$$''';
-- alter: default added
CREATE OR REPLACE FUNCTION va(VARIADIC x int[] DEFAULT '{1}') RETURNS int LANGUAGE sql AS 'SELECT 1';
-- alter: default removed
DROP FUNCTION f(int, text);
CREATE FUNCTION f(a int, b text, OUT c int, OUT d text) LANGUAGE sql AS 'SELECT 1, ''''';
-- alter: argument renamed and result changed
DROP FUNCTION f(int, text);
CREATE FUNCTION f(aa int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- alter: result of what a view uses
DROP VIEW v;
DROP FUNCTION rows();
CREATE FUNCTION rows() RETURNS TABLE (x int) LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT rows.x FROM rows();
-- alter: standard body
CREATE OR REPLACE FUNCTION body(n int) RETURNS int LANGUAGE sql RETURN n + 1;
-- alter: procedure instead of a function
DROP FUNCTION va(int[]);
CREATE PROCEDURE va(VARIADIC x int[]) LANGUAGE sql AS 'SELECT 1';
-- alter: procedure
CREATE OR REPLACE PROCEDURE p(a int, INOUT b int) LANGUAGE plpgsql AS 'BEGIN NULL; END';
-- alter: aggregate
CREATE OR REPLACE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
-- alter: aggregates gone
DROP AGGREGATE counted(*);
DROP AGGREGATE pc(float8 ORDER BY anyelement);
DROP AGGREGATE smallest(int);
-- alter: renamed
ALTER FUNCTION f(int, text) RENAME TO "F";
ALTER PROCEDURE p(int, int) SET SCHEMA s;
ALTER AGGREGATE counted(*) RENAME TO count_all;
ALTER AGGREGATE pc(float8 ORDER BY anyelement) SET SCHEMA s;
ALTER FUNCTION win(int) RENAME TO win2;
-- alter: standing
ALTER FUNCTION f(int, text) OWNER TO alice;
REVOKE EXECUTE ON FUNCTION f(int, text) FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE p(int, int) TO bob;
COMMENT ON FUNCTION f(int, text) IS NULL;
COMMENT ON PROCEDURE p(int, int) IS 'p';
COMMENT ON AGGREGATE counted(*) IS 'all';
