-- unproved a typed table follows its type by CASCADE only, which would take along whatever depends on the attribute
-- before
CREATE TYPE addr AS (street text);
CREATE TABLE t OF addr;
-- migration
ALTER TYPE addr ADD ATTRIBUTE city text CASCADE;
