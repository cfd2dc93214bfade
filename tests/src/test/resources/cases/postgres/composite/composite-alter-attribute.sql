-- before
CREATE TYPE addr AS (street text, zip int);
-- migration
ALTER TYPE addr ALTER ATTRIBUTE zip TYPE bigint, ALTER ATTRIBUTE street TYPE varchar(10);
ALTER TYPE addr RENAME ATTRIBUTE street TO "Road";
-- inverse
ALTER TYPE public.addr RENAME ATTRIBUTE "Road" TO street;
ALTER TYPE public.addr RENAME TO addr_old;
CREATE TYPE public.addr AS (street text, zip integer);
DROP TYPE public.addr_old;
