-- before
CREATE SCHEMA a;
CREATE TABLE a.t (id int PRIMARY KEY);
CREATE FUNCTION a.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE u (x int DEFAULT a.f());
-- migration
ALTER SCHEMA a RENAME TO "select";
-- inverse
ALTER SCHEMA "select" RENAME TO a;
-- hazards
moves-to-schema
-- data-verdict none
