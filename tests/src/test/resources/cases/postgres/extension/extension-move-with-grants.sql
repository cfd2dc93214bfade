-- before
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm;
GRANT EXECUTE ON FUNCTION similarity(text, text) TO reader;
GRANT EXECUTE ON FUNCTION show_trgm(text) TO reader;
-- migration
ALTER EXTENSION pg_trgm SET SCHEMA ext;
REVOKE EXECUTE ON FUNCTION ext.similarity(text, text) FROM reader;
-- needs superuser
-- inverse
ALTER EXTENSION pg_trgm SET SCHEMA public;
GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO reader;
-- hazards
grants-change
