-- needs superuser
-- before
CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a', port '1');
CREATE USER MAPPING FOR reader SERVER s OPTIONS ("user" 'x');
CREATE FOREIGN TABLE ft (a int, b text) SERVER s OPTIONS (table_name 'y');
-- migration
ALTER SERVER s OPTIONS (SET host 'b', DROP port, ADD dbname 'd');
ALTER USER MAPPING FOR reader SERVER s OPTIONS (SET "user" 'y');
ALTER FOREIGN TABLE ft OPTIONS (SET table_name 'z'), ADD COLUMN c int, ALTER COLUMN a OPTIONS (ADD column_name 'q');
ALTER SERVER s RENAME TO "S s";
