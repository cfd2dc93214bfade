-- before
CREATE EXTENSION pg_trgm;
-- migration
GRANT EXECUTE ON FUNCTION similarity(text, text) TO reader;
REVOKE EXECUTE ON FUNCTION similarity(text, text) FROM PUBLIC;
-- unproved the functions belong to a superuser, so the scratch database's ordinary role only gets a warning
-- hazards
unknown-kind
