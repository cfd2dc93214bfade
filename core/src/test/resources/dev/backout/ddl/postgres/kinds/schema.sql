-- setup
CREATE TABLE other (a int);
-- object
CREATE SCHEMA "My App";
COMMENT ON SCHEMA "My App" IS 'it''s mine';
GRANT USAGE ON SCHEMA "My App" TO alice WITH GRANT OPTION;
CREATE TABLE "My App".t (a int);
-- alter: renamed
ALTER SCHEMA "My App" RENAME TO app;
-- back
ALTER SCHEMA app RENAME TO "My App";
-- alter: owner, grants and comment
ALTER SCHEMA "My App" OWNER TO bob;
GRANT CREATE ON SCHEMA "My App" TO bob;
COMMENT ON SCHEMA "My App" IS NULL;
-- alter: dropped with what is in it
DROP SCHEMA "My App" CASCADE;
-- alter: emptied and dropped
ALTER TABLE "My App".t SET SCHEMA public;
DROP SCHEMA "My App";
