-- needs superuser
-- before
CREATE EXTENSION file_fdw;
-- migration
CREATE SERVER "Files 1" FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE ft (a int NOT NULL, b text) SERVER "Files 1" OPTIONS (filename '/dev/null', format 'csv');
