-- migration
CREATE EXTENSION citext;
CREATE TABLE t (id int, name citext);
-- inverse
DROP TABLE public.t;
DROP EXTENSION citext;
