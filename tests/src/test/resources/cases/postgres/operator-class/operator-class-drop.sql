-- needs superuser
-- before
CREATE OPERATOR CLASS int_desc FOR TYPE int USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
COMMENT ON OPERATOR CLASS int_desc USING btree IS 'down';
CREATE TABLE t (a int);
CREATE INDEX t_a ON t (a int_desc);
-- migration
DROP OPERATOR CLASS int_desc USING btree CASCADE;
-- inverse
CREATE OPERATOR CLASS public.int_desc FOR TYPE integer USING btree AS
    FUNCTION 1 (integer, integer) pg_catalog.btint4cmp(integer, integer),
    OPERATOR 1 pg_catalog.>(integer, integer),
    OPERATOR 2 pg_catalog.>=(integer, integer),
    OPERATOR 3 pg_catalog.=(integer, integer),
    OPERATOR 4 pg_catalog.<=(integer, integer),
    OPERATOR 5 pg_catalog.<(integer, integer);
CREATE INDEX t_a ON public.t (a public.int_desc);
COMMENT ON OPERATOR CLASS public.int_desc USING btree IS 'down';
-- hazards
drops-index
