-- before
CREATE FUNCTION mk() RETURNS void LANGUAGE plpgsql AS 'BEGIN CREATE TABLE made (id int PRIMARY KEY); END';
-- migration
SELECT mk();
