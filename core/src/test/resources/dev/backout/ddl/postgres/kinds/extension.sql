-- setup
CREATE SCHEMA s;
CREATE SCHEMA s2;
-- object
CREATE EXTENSION citext SCHEMA s VERSION '1.5';
COMMENT ON EXTENSION citext IS 'mine';
-- alter: moved
ALTER EXTENSION citext SET SCHEMA s2;
-- back
ALTER EXTENSION citext SET SCHEMA s;
-- alter: comment
COMMENT ON EXTENSION citext IS NULL;
