-- before
CREATE TYPE e AS ENUM ('a', 'c');
CREATE TABLE t (id int PRIMARY KEY, x e NOT NULL DEFAULT 'a');
-- data
INSERT INTO t VALUES (1, 'a'), (2, 'c');
-- migration
ALTER TYPE e ADD VALUE 'b' BEFORE 'c';
-- inverse
ALTER TABLE public.t ALTER COLUMN x DROP DEFAULT;
ALTER TYPE public.e RENAME TO e_old;
CREATE TYPE public.e AS ENUM ('a', 'c');
ALTER TABLE public.t ALTER COLUMN x TYPE public.e USING x::text::public.e;
DROP TYPE public.e_old;
ALTER TABLE public.t ALTER COLUMN x SET DEFAULT 'a'::public.e;
-- hazards
adds-enum-value
