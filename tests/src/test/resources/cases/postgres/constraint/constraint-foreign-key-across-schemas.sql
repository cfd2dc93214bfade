-- before
CREATE SCHEMA other;
CREATE TABLE other.p (id int PRIMARY KEY);
CREATE TABLE c (p_id int);
-- migration
ALTER TABLE c ADD FOREIGN KEY (p_id) REFERENCES other.p NOT VALID;
-- inverse
ALTER TABLE public.c DROP CONSTRAINT c_p_id_fkey;
-- hazards
adds-foreign-key
