-- before
CREATE SCHEMA app;
CREATE TABLE app.t (id int);
-- migration
SET LOCAL search_path = app, public;
CREATE VIEW v AS SELECT id FROM t;
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM app.t';
