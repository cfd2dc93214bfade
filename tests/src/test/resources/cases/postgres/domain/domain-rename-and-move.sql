-- before
CREATE SCHEMA a;
CREATE DOMAIN d AS int;
CREATE TABLE t (x d);
-- migration
ALTER DOMAIN d RENAME TO "D 2";
ALTER DOMAIN "D 2" SET SCHEMA a;
-- hazards
moves-to-schema
