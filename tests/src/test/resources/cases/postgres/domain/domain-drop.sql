-- before
CREATE DOMAIN email AS text DEFAULT 'x@y' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
COMMENT ON DOMAIN email IS 'addresses';
COMMENT ON CONSTRAINT has_at ON DOMAIN email IS 'at';
-- migration
DROP DOMAIN email;
-- inverse
CREATE DOMAIN public.email AS text DEFAULT 'x@y'::text NOT NULL;
ALTER DOMAIN public.email ADD CONSTRAINT has_at CHECK (VALUE ~~ '%@%'::text);
COMMENT ON DOMAIN public.email IS 'addresses';
COMMENT ON CONSTRAINT has_at ON DOMAIN public.email IS 'at';
