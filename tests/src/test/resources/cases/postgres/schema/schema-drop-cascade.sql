-- before
CREATE SCHEMA "Old Stuff";
CREATE TYPE "Old Stuff".state AS ENUM ('on', 'off');
CREATE TABLE "Old Stuff".t (id serial PRIMARY KEY, s "Old Stuff".state DEFAULT 'on');
CREATE FUNCTION "Old Stuff".f(x "Old Stuff".state) RETURNS text LANGUAGE sql AS 'SELECT x::text';
CREATE VIEW v AS SELECT id, "Old Stuff".f(s) AS s FROM "Old Stuff".t;
COMMENT ON SCHEMA "Old Stuff" IS 'it''s old';
-- data
INSERT INTO "Old Stuff".t (s) VALUES ('on'), ('off');
-- migration
DROP SCHEMA "Old Stuff" CASCADE;
-- hazards
drops-table
drops-view
drops-function
-- data-verdict lost
