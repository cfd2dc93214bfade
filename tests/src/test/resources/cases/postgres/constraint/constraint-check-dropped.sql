-- before
CREATE TABLE t (a int, b text, CONSTRAINT "A check" CHECK (a > 0), CONSTRAINT nv CHECK (b <> '') NO INHERIT);
COMMENT ON CONSTRAINT "A check" ON t IS 'positive';
-- migration
ALTER TABLE t DROP CONSTRAINT "A check", DROP CONSTRAINT nv;
-- inverse
ALTER TABLE public.t ADD CONSTRAINT "A check" CHECK (a > 0);
ALTER TABLE public.t ADD CONSTRAINT nv CHECK (b <> ''::text) NO INHERIT;
COMMENT ON CONSTRAINT "A check" ON public.t IS 'positive';
-- hazards
drops-constraint
