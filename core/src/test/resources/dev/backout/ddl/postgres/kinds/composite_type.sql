-- setup
CREATE SCHEMA s;
-- object
CREATE TYPE addr AS (street text COLLATE "C", "No" int, zip varchar(5));
COMMENT ON TYPE addr IS 'where';
COMMENT ON COLUMN addr.street IS 'of the house';
CREATE FUNCTION f(a addr) RETURNS text LANGUAGE sql AS 'SELECT a.street';
-- alter: attribute added
ALTER TYPE addr ADD ATTRIBUTE city text;
-- back
ALTER TYPE public.addr DROP ATTRIBUTE city;
-- alter: last attribute dropped
ALTER TYPE addr DROP ATTRIBUTE zip;
-- back
ALTER TYPE public.addr ADD ATTRIBUTE zip character varying(5);
-- alter: attributes renamed
ALTER TYPE addr RENAME ATTRIBUTE street TO x;
ALTER TYPE addr RENAME ATTRIBUTE "No" TO street;
ALTER TYPE addr RENAME ATTRIBUTE x TO "No";
-- alter: first attribute dropped
ALTER TYPE addr DROP ATTRIBUTE street;
-- alter: attribute of another type, with a column
ALTER TYPE addr ALTER ATTRIBUTE "No" TYPE text;
CREATE TABLE homes (a addr);
-- alter: another collation
ALTER TYPE addr ALTER ATTRIBUTE street TYPE text COLLATE "POSIX";
-- alter: comments
COMMENT ON COLUMN addr.street IS NULL;
COMMENT ON COLUMN addr.zip IS 'code';
-- back
COMMENT ON COLUMN public.addr.street IS 'of the house';
COMMENT ON COLUMN public.addr.zip IS NULL;
-- alter: moved, renamed, standing
ALTER TYPE addr SET SCHEMA s;
ALTER TYPE s.addr RENAME TO home;
ALTER TYPE s.home OWNER TO bob;
GRANT USAGE ON TYPE s.home TO alice;
COMMENT ON TYPE s.home IS NULL;
