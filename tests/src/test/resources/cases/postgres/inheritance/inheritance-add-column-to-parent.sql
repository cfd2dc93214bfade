-- before
CREATE TABLE p (id int);
CREATE TABLE c (extra int) INHERITS (p);
CREATE TABLE d (note text) INHERITS (p);
-- migration
ALTER TABLE p ADD COLUMN note text;
