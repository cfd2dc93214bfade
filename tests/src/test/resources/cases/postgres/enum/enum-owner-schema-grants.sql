-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE SCHEMA a;
CREATE TYPE e AS ENUM ('a');
GRANT USAGE ON TYPE e TO reader;
-- migration
ALTER TYPE e OWNER TO writer;
ALTER TYPE e SET SCHEMA a;
REVOKE USAGE ON TYPE a.e FROM reader, PUBLIC;
-- hazards
moves-to-schema
grants-change
