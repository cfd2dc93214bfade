-- before
CREATE TABLE t (a int, b text, c jsonb, d point);
CREATE UNIQUE INDEX "Uniq b" ON t (lower(b) COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (a) WITH (fillfactor = 80) WHERE a > 0;
CREATE INDEX t_c ON t USING gin (c jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX t_d ON t USING gist (d);
CREATE INDEX t_h ON t USING hash (b);
CREATE INDEX t_br ON t USING brin (a int4_minmax_multi_ops (values_per_range = 16)) WITH (pages_per_range = 32);
COMMENT ON INDEX t_c IS 'documents';
-- migration
DROP INDEX "Uniq b", t_c, t_d, t_h, t_br;
-- inverse
CREATE UNIQUE INDEX "Uniq b" ON public.t (lower(b) COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (a) WITH (fillfactor='80') WHERE (a > 0);
CREATE INDEX t_br ON public.t USING brin (a int4_minmax_multi_ops (values_per_range='16')) WITH (pages_per_range='32');
CREATE INDEX t_c ON public.t USING gin (c jsonb_path_ops) WITH (fastupdate=off);
CREATE INDEX t_d ON public.t USING gist (d);
CREATE INDEX t_h ON public.t USING hash (b);
COMMENT ON INDEX public.t_c IS 'documents';
-- hazards
drops-index
-- data-verdict none
