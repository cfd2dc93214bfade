-- before
CREATE COLLATION c (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION c IS 'bytes';
CREATE TABLE t (a text, b text COLLATE ci);
CREATE INDEX t_a ON t (a COLLATE c);
-- migration
DROP COLLATION c CASCADE;
ALTER TABLE t ALTER COLUMN b TYPE text COLLATE "default";
DROP COLLATION ci;
-- inverse
CREATE COLLATION public.c (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION public.ci (provider = icu, deterministic = false, locale = 'und-u-ks-level2');
ALTER TABLE public.t ALTER COLUMN b TYPE text COLLATE public.ci;
CREATE INDEX t_a ON public.t (a COLLATE public.c);
COMMENT ON COLLATION public.c IS 'bytes';
-- hazards
drops-index
