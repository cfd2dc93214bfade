-- before
CREATE TABLE t (id int);
CREATE TABLE log (id int);
-- migration
CREATE RULE "R 1" AS ON INSERT TO t WHERE new.id > 5 DO ALSO INSERT INTO log VALUES (new.id);
-- hazards
unknown-code
