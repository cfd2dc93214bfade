-- before
CREATE TYPE addr AS (street text, city text, zip int);
-- migration
ALTER TYPE addr DROP ATTRIBUTE street;
