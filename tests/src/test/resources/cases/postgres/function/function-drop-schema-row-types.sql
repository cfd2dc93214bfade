-- before
CREATE SCHEMA app;
CREATE TABLE app.token (id integer PRIMARY KEY, owner integer);
CREATE FUNCTION app.a_newest() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    newest app.token%ROWTYPE;
    found app.token.owner%TYPE;
BEGIN
    SELECT * INTO newest FROM app.token ORDER BY id DESC LIMIT 1;
    found := newest.owner;
    RETURN found;
END $$;
-- migration
DROP SCHEMA app CASCADE;
-- inverse
SET LOCAL check_function_bodies = off;
CREATE SCHEMA app;
CREATE OR REPLACE FUNCTION app.a_newest()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
    newest app.token%ROWTYPE;
    found app.token.owner%TYPE;
BEGIN
    SELECT * INTO newest FROM app.token ORDER BY id DESC LIMIT 1;
    found := newest.owner;
    RETURN found;
END $function$;
CREATE TABLE app.token (
    id integer NOT NULL,
    owner integer,
    CONSTRAINT token_pkey PRIMARY KEY (id)
);
-- hazards
drops-table
drops-function
