-- before
CREATE TABLE p (id int);
CREATE TABLE c () INHERITS (p);
-- migration
ALTER TABLE p ADD CONSTRAINT own CHECK (id > 0) NO INHERIT;
ALTER TABLE p ADD CONSTRAINT both_of_them CHECK (id < 1000);
-- hazards
adds-check
strong-lock
