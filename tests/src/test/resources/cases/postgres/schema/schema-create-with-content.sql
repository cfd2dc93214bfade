-- migration
CREATE SCHEMA billing;
CREATE TABLE billing.invoice (id int PRIMARY KEY, total numeric(10, 2));
CREATE VIEW billing.large AS SELECT id FROM billing.invoice WHERE total > 100;
