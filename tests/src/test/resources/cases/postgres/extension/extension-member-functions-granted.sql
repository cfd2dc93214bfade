-- before
CREATE EXTENSION citext;
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
REVOKE EXECUTE ON FUNCTION ext.similarity(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ext.similarity(text, text) TO reader WITH GRANT OPTION;
-- migration
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ext TO writer;
REVOKE EXECUTE ON FUNCTION min(citext) FROM PUBLIC;
REVOKE USAGE ON TYPE citext FROM PUBLIC;
GRANT USAGE ON TYPE citext TO "Odd Role";
REVOKE ALL ON FUNCTION ext.similarity(text, text) FROM reader;
-- needs superuser
-- hazards
grants-change
