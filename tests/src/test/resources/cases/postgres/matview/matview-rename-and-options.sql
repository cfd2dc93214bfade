-- before
CREATE TABLE t (id int, n int);
CREATE MATERIALIZED VIEW mv AS SELECT id, n FROM t;
CREATE INDEX mv_n ON mv (n);
-- migration
ALTER MATERIALIZED VIEW mv RENAME TO "M v";
ALTER MATERIALIZED VIEW "M v" RENAME COLUMN n TO nn;
ALTER MATERIALIZED VIEW "M v" SET (autovacuum_enabled = false);
ALTER MATERIALIZED VIEW "M v" CLUSTER ON mv_n;
-- inverse
ALTER MATERIALIZED VIEW public."M v" RENAME TO mv;
DROP MATERIALIZED VIEW public.mv;
CREATE MATERIALIZED VIEW public.mv AS
 SELECT id,
    n
   FROM public.t;
CREATE INDEX mv_n ON public.mv (n);
-- hazards
drops-view
renames-table
