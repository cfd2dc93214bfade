-- before
CREATE TYPE addr AS (street text, zip int);
-- migration
ALTER TYPE addr ALTER ATTRIBUTE zip TYPE bigint, ALTER ATTRIBUTE street TYPE varchar(10);
ALTER TYPE addr RENAME ATTRIBUTE street TO "Road";
