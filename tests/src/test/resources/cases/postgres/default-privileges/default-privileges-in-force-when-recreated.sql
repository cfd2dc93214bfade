-- before
CREATE TABLE t (id int);
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;
CREATE TABLE u (id int);
-- migration
DROP TABLE t;
DROP TABLE u;
-- hazards
drops-table
-- data-verdict lost
