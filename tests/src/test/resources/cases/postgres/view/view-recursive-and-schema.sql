-- before
CREATE SCHEMA a;
CREATE RECURSIVE VIEW nums (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM nums WHERE n < 5;
-- migration
ALTER VIEW nums SET SCHEMA a;
-- hazards
moves-to-schema
