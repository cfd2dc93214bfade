-- before
CREATE TABLE t (id int, n int);
CREATE MATERIALIZED VIEW mv AS SELECT id, sum(n) AS s FROM t GROUP BY id;
CREATE UNIQUE INDEX mv_id ON mv (id);
CREATE INDEX mv_s ON mv (s DESC) WHERE s > 0;
ALTER MATERIALIZED VIEW mv ALTER COLUMN s SET STATISTICS 50;
COMMENT ON MATERIALIZED VIEW mv IS 'sums';
GRANT SELECT ON mv TO reader;
CREATE VIEW v AS SELECT s FROM mv;
-- migration
DROP MATERIALIZED VIEW mv CASCADE;
-- inverse
CREATE MATERIALIZED VIEW public.mv AS
 SELECT id,
    sum(n) AS s
   FROM public.t
  GROUP BY id;
ALTER MATERIALIZED VIEW public.mv ALTER COLUMN s SET STATISTICS 50;
CREATE VIEW public.v AS
 SELECT s
   FROM public.mv;
CREATE UNIQUE INDEX mv_id ON public.mv (id);
CREATE INDEX mv_s ON public.mv (s DESC) WHERE (s > 0);
GRANT SELECT ON TABLE public.mv TO reader;
COMMENT ON MATERIALIZED VIEW public.mv IS 'sums';
-- hazards
drops-view
-- data-verdict none
