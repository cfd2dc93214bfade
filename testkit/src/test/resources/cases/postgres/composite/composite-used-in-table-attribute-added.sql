-- unproved the attribute of a typed table goes by CASCADE only
-- before
CREATE TYPE addr AS (street text);
CREATE TABLE t OF addr;
-- migration
ALTER TYPE addr ADD ATTRIBUTE city text CASCADE;
