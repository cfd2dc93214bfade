-- before
CREATE UNLOGGED TABLE t (id int PRIMARY KEY);
-- migration
ALTER TABLE t SET LOGGED;
-- hazards
rewrites-table
