-- before
CREATE TYPE addr AS (street text, city varchar(20) COLLATE "C");
-- migration
ALTER TYPE addr DROP ATTRIBUTE city;
