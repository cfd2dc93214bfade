-- before
CREATE TYPE addr AS (street text);
CREATE TABLE t (a addr);
-- migration
ALTER TYPE addr RENAME TO address;
