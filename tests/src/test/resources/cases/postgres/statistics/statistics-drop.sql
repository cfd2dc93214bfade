-- before
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS st1 (mcv) ON a, b FROM t;
CREATE STATISTICS st2 ON lower(c), (a + b) FROM t;
COMMENT ON STATISTICS st1 IS 'corr';
ALTER STATISTICS st1 SET STATISTICS 300;
-- migration
DROP STATISTICS st1, st2;
-- inverse
CREATE STATISTICS public.st1 (mcv) ON a, b FROM public.t;
ALTER STATISTICS public.st1 SET STATISTICS 300;
CREATE STATISTICS public.st2 ON lower(c), (a + b) FROM public.t;
COMMENT ON STATISTICS public.st1 IS 'corr';
