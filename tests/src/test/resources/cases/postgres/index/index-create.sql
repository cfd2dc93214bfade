-- before
CREATE TABLE t (a int, b text, c jsonb);
-- migration
CREATE INDEX ON t (a);
CREATE UNIQUE INDEX "Uniq b" ON t (lower(b) COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (a) WITH (fillfactor = 80) WHERE a > 0;
CREATE INDEX t_c ON t USING gin (c jsonb_path_ops);
-- inverse
DROP INDEX public."Uniq b";
DROP INDEX public.t_a_idx;
DROP INDEX public.t_c;
-- hazards
adds-unique
builds-index-with-lock
-- data-verdict none
