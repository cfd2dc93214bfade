-- before
CREATE EXTENSION pg_trgm;
-- migration
DROP EXTENSION pg_trgm;
