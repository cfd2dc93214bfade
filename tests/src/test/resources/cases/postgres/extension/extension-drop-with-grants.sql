-- before
CREATE EXTENSION pg_trgm;
CREATE EXTENSION citext;
GRANT EXECUTE ON FUNCTION similarity(text, text) TO reader;
REVOKE EXECUTE ON FUNCTION similarity(text, text) FROM PUBLIC;
REVOKE USAGE ON TYPE citext FROM PUBLIC;
-- migration
DROP EXTENSION pg_trgm;
DROP EXTENSION citext;
-- needs superuser
-- inverse
CREATE EXTENSION citext SCHEMA public VERSION '1.8';
CREATE EXTENSION pg_trgm SCHEMA public VERSION '1.6';
REVOKE USAGE ON TYPE public.citext FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION public.similarity(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO reader;
