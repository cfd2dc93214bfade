-- needs superuser
-- before
CREATE SCHEMA s;
CREATE OPERATOR FAMILY unused USING hash;
CREATE OPERATOR CLASS int_desc FOR TYPE int USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
CREATE TABLE t (a int);
CREATE INDEX t_a ON t (a int_desc);
-- migration
ALTER OPERATOR CLASS int_desc USING btree RENAME TO "Down";
ALTER OPERATOR CLASS "Down" USING btree SET SCHEMA s;
DROP OPERATOR FAMILY unused USING hash;
-- hazards
moves-to-schema
