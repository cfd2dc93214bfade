-- before
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm;
CREATE TABLE t (name text);
CREATE INDEX t_name ON t USING gin (name gin_trgm_ops);
-- migration
DROP INDEX t_name;
DROP EXTENSION pg_trgm;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE INDEX t_name ON t USING gin (name ext.gin_trgm_ops);
-- inverse
DROP INDEX public.t_name;
DROP EXTENSION pg_trgm;
CREATE EXTENSION pg_trgm SCHEMA public VERSION '1.6';
CREATE INDEX t_name ON public.t USING gin (name public.gin_trgm_ops);
-- hazards
strong-lock
