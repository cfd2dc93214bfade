-- setup
CREATE EXTENSION postgres_fdw;
-- object
CREATE FOREIGN DATA WRAPPER w HANDLER postgres_fdw_handler OPTIONS (a 'b', "c D" 'it''s=x');
COMMENT ON FOREIGN DATA WRAPPER w IS 'w';
CREATE SERVER s TYPE 't' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'h', port '5');
COMMENT ON SERVER s IS 's';
GRANT USAGE ON FOREIGN SERVER s TO alice;
CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'u', password 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER s;
-- alter: wrapper
ALTER FOREIGN DATA WRAPPER w NO HANDLER VALIDATOR postgresql_fdw_validator OPTIONS (DROP a, DROP "c D");
-- alter: server options and version
ALTER SERVER s VERSION '2' OPTIONS (SET host 'x', DROP port, ADD dbname 'd');
-- alter: no version
ALTER SERVER s VERSION NULL;
-- alter: server of another wrapper and type
DROP SERVER s CASCADE;
CREATE SERVER s TYPE 'u' FOREIGN DATA WRAPPER postgres_fdw;
-- alter: mapping
ALTER USER MAPPING FOR alice SERVER s OPTIONS (SET password 'other', DROP user);
-- back
ALTER USER MAPPING FOR alice SERVER s OPTIONS (SET password 'secret', ADD "user" 'u');
-- alter: renamed
ALTER FOREIGN DATA WRAPPER w RENAME TO ww;
ALTER SERVER s RENAME TO "S";
-- alter: standing
ALTER SERVER s OWNER TO bob;
REVOKE ALL ON FOREIGN SERVER s FROM alice;
GRANT USAGE ON FOREIGN DATA WRAPPER w TO alice;
COMMENT ON SERVER s IS NULL;
COMMENT ON FOREIGN DATA WRAPPER w IS NULL;
