-- before
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0), b int, UNIQUE (a, b));
CREATE INDEX t_a ON t (a) INCLUDE (b);
CREATE INDEX t_b ON t (b) WHERE a > 5;
CREATE STATISTICS t_st ON a, b FROM t;
CREATE VIEW v AS SELECT id, a + 1 AS x FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT x FROM v;
CREATE INDEX mv_x ON mv (x);
CREATE POLICY pol ON t USING (a = 1);
GRANT SELECT ON v TO reader;
COMMENT ON VIEW v IS 'a view';
COMMENT ON INDEX mv_x IS 'an index';
-- data
INSERT INTO t VALUES (1, 1, 1);
-- migration
ALTER TABLE t DROP COLUMN a CASCADE;
-- inverse
ALTER TABLE public.t ADD COLUMN a integer;
CREATE VIEW public.v AS
 SELECT id,
    (a + 1) AS x
   FROM public.t;
CREATE MATERIALIZED VIEW public.mv AS
 SELECT x
   FROM public.v;
ALTER TABLE public.t ADD CONSTRAINT t_a_b_key UNIQUE (a, b);
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK (a > 0);
CREATE INDEX mv_x ON public.mv (x);
CREATE INDEX t_a ON public.t (a) INCLUDE (b);
CREATE INDEX t_b ON public.t (b) WHERE (a > 5);
CREATE STATISTICS public.t_st ON a, b FROM public.t;
CREATE POLICY pol ON public.t
    USING (a = 1);
COMMENT ON INDEX public.mv_x IS 'an index';
GRANT SELECT ON TABLE public.v TO reader;
COMMENT ON VIEW public.v IS 'a view';
-- hazards
drops-column
drops-view
drops-index
-- data-verdict lost
