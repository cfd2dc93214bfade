-- needs superuser
-- before
CREATE SCHEMA ext;
CREATE EXTENSION citext;
CREATE TABLE t (name citext);
-- migration
ALTER EXTENSION citext SET SCHEMA ext;
