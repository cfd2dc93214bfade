-- before
CREATE TYPE addr AS (street text COLLATE "C", "No" int, zip numeric(5, 0));
COMMENT ON TYPE addr IS 'where';
COMMENT ON COLUMN addr.street IS 'road';
-- migration
DROP TYPE addr;
-- inverse
CREATE TYPE public.addr AS (street text COLLATE pg_catalog."C", "No" integer, zip numeric(5,0));
COMMENT ON TYPE public.addr IS 'where';
COMMENT ON COLUMN public.addr.street IS 'road';
