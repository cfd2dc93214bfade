-- unproved INHERIT leaves the columns as ones of its own, too: PostgreSQL has no way back to a column that is only inherited
-- before
CREATE TABLE p (id int NOT NULL, CONSTRAINT pos CHECK (id > 0));
CREATE TABLE c (extra int) INHERITS (p);
-- migration
ALTER TABLE c NO INHERIT p;
