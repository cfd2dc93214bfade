-- before
CREATE DOMAIN email AS text DEFAULT 'x@y' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
COMMENT ON DOMAIN email IS 'addresses';
COMMENT ON CONSTRAINT has_at ON DOMAIN email IS 'at';
-- migration
DROP DOMAIN email;
