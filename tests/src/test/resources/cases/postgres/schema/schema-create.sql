-- migration
CREATE SCHEMA billing;
