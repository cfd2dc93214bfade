-- before
CREATE EXTENSION citext;
CREATE TABLE q (id int PRIMARY KEY);
ALTER EXTENSION citext ADD TABLE q;
GRANT SELECT ON q TO reader;
-- migration
ALTER EXTENSION citext DROP TABLE q;
DROP TABLE q;
-- unproved what belonged to an extension is no object of its own, and its privileges cannot be given back
-- hazards
grants-change
