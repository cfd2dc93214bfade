-- before
CREATE SCHEMA archive;
CREATE TABLE t (id serial PRIMARY KEY, v int GENERATED ALWAYS AS IDENTITY);
CREATE INDEX ON t (v);
-- migration
ALTER TABLE t SET SCHEMA archive;
-- hazards
moves-to-schema
-- data-verdict none
