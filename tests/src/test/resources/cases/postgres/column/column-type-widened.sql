-- before
CREATE TABLE t (id serial PRIMARY KEY, n int DEFAULT 5, v varchar(10));
-- data
INSERT INTO t (n, v) VALUES (1, 'x');
-- migration
ALTER TABLE t ALTER COLUMN id TYPE bigint, ALTER COLUMN n TYPE bigint, ALTER COLUMN v TYPE varchar(50);
-- inverse
ALTER TABLE public.t ALTER COLUMN id TYPE integer;
ALTER TABLE public.t ALTER COLUMN n TYPE integer;
ALTER TABLE public.t ALTER COLUMN v TYPE character varying(10);
-- hazards
retypes-column
rewrites-table
