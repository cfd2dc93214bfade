-- before
CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$SELECT 'x' || random()::text$$;
CREATE TABLE t (code text DEFAULT next_code());
-- migration
ALTER TABLE t ALTER COLUMN code DROP DEFAULT;
DROP FUNCTION next_code();
-- hazards
drops-function
