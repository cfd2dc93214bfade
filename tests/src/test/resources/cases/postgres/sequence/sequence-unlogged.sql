-- min-major 15
-- before
CREATE UNLOGGED SEQUENCE s;
-- migration
ALTER SEQUENCE s SET LOGGED;
