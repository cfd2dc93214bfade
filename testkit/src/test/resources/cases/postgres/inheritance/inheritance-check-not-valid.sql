-- before
CREATE TABLE p (id int, n int);
CREATE TABLE older () INHERITS (p);
CREATE TABLE oldest_child () INHERITS (older);
ALTER TABLE p ADD CONSTRAINT low CHECK (n < 10) NOT VALID;
CREATE TABLE younger () INHERITS (p);
CREATE TABLE youngest_child () INHERITS (older);
-- migration
DROP TABLE older CASCADE;
-- hazards
drops-table
