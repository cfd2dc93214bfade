-- before
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0), b int);
CREATE INDEX i ON t (a);
COMMENT ON TABLE t IS 'old';
COMMENT ON COLUMN t.a IS 'old a';
COMMENT ON INDEX i IS 'idx';
-- migration
COMMENT ON TABLE t IS E'new\nline ''quoted'' \\';
COMMENT ON COLUMN t.a IS NULL;
COMMENT ON COLUMN t.b IS 'bee';
COMMENT ON INDEX i IS NULL;
COMMENT ON CONSTRAINT c ON t IS 'con';
-- inverse
COMMENT ON TABLE public.t IS 'old';
COMMENT ON COLUMN public.t.a IS 'old a';
COMMENT ON COLUMN public.t.b IS NULL;
COMMENT ON CONSTRAINT c ON public.t IS NULL;
COMMENT ON INDEX public.i IS 'idx';
-- data-verdict none
