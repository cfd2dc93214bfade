-- before
CREATE TABLE p (id int NOT NULL, name text DEFAULT 'p', CONSTRAINT pos CHECK (id > 0));
CREATE TABLE q (other int);
CREATE TABLE c (name text DEFAULT 'c', extra int) INHERITS (p, q);
-- data
INSERT INTO c VALUES (1, 'x', 2, 3);
-- migration
DROP TABLE c;
-- inverse
CREATE TABLE public.c (
    name text DEFAULT 'c',
    extra integer
) INHERITS (public.p, public.q);
-- hazards
drops-table
-- data-verdict lost
