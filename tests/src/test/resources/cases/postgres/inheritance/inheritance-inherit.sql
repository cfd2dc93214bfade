-- before
CREATE TABLE p (id int NOT NULL, CONSTRAINT pos CHECK (id > 0));
CREATE TABLE c (id int NOT NULL, extra int, CONSTRAINT pos CHECK (id > 0));
-- migration
ALTER TABLE c INHERIT p;
