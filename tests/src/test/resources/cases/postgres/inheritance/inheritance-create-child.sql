-- before
CREATE TABLE p (id int NOT NULL, name text DEFAULT 'p', CHECK (id > 0));
-- migration
CREATE TABLE c (extra int) INHERITS (p);
