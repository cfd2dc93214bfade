-- before
CREATE EXTENSION pg_trgm;
-- migration
DROP EXTENSION pg_trgm;
-- inverse
CREATE EXTENSION pg_trgm SCHEMA public VERSION '1.6';
