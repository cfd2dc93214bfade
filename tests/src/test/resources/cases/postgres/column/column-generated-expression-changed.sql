-- min-major 17
-- before
CREATE TABLE t (a int, b int, s int GENERATED ALWAYS AS (a + b) STORED);
-- migration
ALTER TABLE t ALTER COLUMN s SET EXPRESSION AS (a * b);
-- inverse
ALTER TABLE public.t DROP COLUMN s;
ALTER TABLE public.t ADD COLUMN s integer GENERATED ALWAYS AS (a + b) STORED;
-- hazards
rewrites-table
