-- before
CREATE TABLE t (id serial PRIMARY KEY);
-- migration
ALTER TABLE t SET UNLOGGED;
-- hazards
rewrites-table
