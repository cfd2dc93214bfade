-- migration
CREATE EXTENSION pg_trgm;
GRANT EXECUTE ON FUNCTION similarity(text, text) TO reader;
REVOKE EXECUTE ON FUNCTION similarity(text, text) FROM PUBLIC;
-- needs superuser
-- inverse
DROP EXTENSION pg_trgm;
