-- needs superuser
-- before
CREATE EXTENSION postgres_fdw;
CREATE SERVER s TYPE 'pg' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere', dbname 'it''s');
CREATE USER MAPPING FOR reader SERVER s OPTIONS ("user" 'x', password 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER s;
CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'A') DEFAULT 5, b text COLLATE "C" NOT NULL, CHECK (a > 0)) SERVER s OPTIONS (schema_name 'x', table_name 'y');
COMMENT ON FOREIGN TABLE ft IS 'far';
COMMENT ON SERVER s IS 'away';
GRANT USAGE ON FOREIGN SERVER s TO reader;
GRANT SELECT ON ft TO reader;
-- migration
DROP SERVER s CASCADE;
-- inverse
CREATE SERVER s TYPE 'pg' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'it''s', host 'nowhere');
CREATE USER MAPPING FOR PUBLIC SERVER s;
CREATE USER MAPPING FOR reader SERVER s OPTIONS (password 'secret', "user" 'x');
CREATE FOREIGN TABLE public.ft (
    a integer OPTIONS (column_name 'A') DEFAULT 5,
    b text COLLATE pg_catalog."C" NOT NULL,
    CONSTRAINT ft_a_check CHECK (a > 0)
) SERVER s OPTIONS (schema_name 'x', table_name 'y');
GRANT SELECT ON TABLE public.ft TO reader;
COMMENT ON FOREIGN TABLE public.ft IS 'far';
GRANT USAGE ON FOREIGN SERVER s TO reader;
COMMENT ON SERVER s IS 'away';
-- hazards
drops-table
