-- before
CREATE TABLE p (id int, n int);
CREATE TABLE older () INHERITS (p);
CREATE TABLE oldest_child () INHERITS (older);
ALTER TABLE p ADD CONSTRAINT low CHECK (n < 10) NOT VALID;
CREATE TABLE younger () INHERITS (p);
CREATE TABLE youngest_child () INHERITS (older);
-- migration
DROP TABLE older CASCADE;
-- inverse
ALTER TABLE public.p DROP CONSTRAINT low;
CREATE TABLE public.older () INHERITS (public.p);
CREATE TABLE public.oldest_child () INHERITS (public.older);
ALTER TABLE public.p ADD CONSTRAINT low CHECK (n < 10) NOT VALID;
CREATE TABLE public.youngest_child () INHERITS (public.older);
ALTER TABLE public.younger VALIDATE CONSTRAINT low;
-- hazards
drops-table
