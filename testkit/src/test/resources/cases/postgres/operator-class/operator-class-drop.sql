-- needs superuser
-- before
CREATE OPERATOR CLASS int_desc FOR TYPE int USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
COMMENT ON OPERATOR CLASS int_desc USING btree IS 'down';
CREATE TABLE t (a int);
CREATE INDEX t_a ON t (a int_desc);
-- migration
DROP OPERATOR CLASS int_desc USING btree CASCADE;
-- hazards
drops-index
