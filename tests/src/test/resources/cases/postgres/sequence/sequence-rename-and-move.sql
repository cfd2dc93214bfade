-- before
CREATE SCHEMA a;
CREATE SEQUENCE s;
CREATE TABLE t (id int DEFAULT nextval('s'));
-- migration
ALTER SEQUENCE s RENAME TO "S 2";
ALTER SEQUENCE "S 2" SET SCHEMA a;
-- hazards
moves-to-schema
