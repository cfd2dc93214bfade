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
-- inverse
ALTER SERVER "S s" RENAME TO s;
ALTER FOREIGN TABLE public.ft ALTER COLUMN a OPTIONS (DROP column_name);
ALTER SERVER s OPTIONS (DROP dbname, SET host 'a', ADD port '1');
ALTER USER MAPPING FOR reader SERVER s OPTIONS (SET "user" 'x');
ALTER TABLE public.ft DROP COLUMN c;
ALTER FOREIGN TABLE public.ft OPTIONS (SET table_name 'y');
