-- before
CREATE SCHEMA s;
CREATE COLLATION c FROM "C";
CREATE TABLE t (a text COLLATE c);
-- migration
ALTER COLLATION c RENAME TO "C c";
ALTER COLLATION "C c" SET SCHEMA s;
-- inverse
ALTER COLLATION s."C c" SET SCHEMA public;
ALTER COLLATION public."C c" RENAME TO c;
-- hazards
moves-to-schema
