-- before
CREATE SCHEMA a;
COMMENT ON SCHEMA a IS 'before';
-- migration
ALTER SCHEMA a OWNER TO writer;
COMMENT ON SCHEMA a IS NULL;
-- hazards
grants-change
