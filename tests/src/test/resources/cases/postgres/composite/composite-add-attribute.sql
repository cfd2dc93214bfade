-- before
CREATE TYPE addr AS (street text);
CREATE FUNCTION f(addr) RETURNS text LANGUAGE sql AS 'SELECT ($1).street';
-- migration
ALTER TYPE addr ADD ATTRIBUTE city varchar(20);
