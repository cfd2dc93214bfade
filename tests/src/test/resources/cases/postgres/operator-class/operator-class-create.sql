-- needs superuser
-- migration
CREATE OPERATOR FAMILY fam USING btree;
CREATE OPERATOR CLASS "Int desc" FOR TYPE int USING btree FAMILY fam AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
