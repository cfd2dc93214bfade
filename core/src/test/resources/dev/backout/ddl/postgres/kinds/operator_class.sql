-- setup
CREATE SCHEMA s;
CREATE TYPE c AS (a int);
CREATE FUNCTION eq(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
CREATE FUNCTION h(c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = c, RIGHTARG = c, COMMUTATOR = ===);
-- object
CREATE OPERATOR FAMILY fam USING btree;
COMMENT ON OPERATOR FAMILY fam USING btree IS 'f';
CREATE OPERATOR CLASS own FOR TYPE int4 USING btree FAMILY fam AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
COMMENT ON OPERATOR CLASS own USING btree IS 'c';
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 < (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int, bigint);
CREATE OPERATOR CLASS implied FOR TYPE int8 USING hash AS OPERATOR 1 =, FUNCTION 1 hashint8(bigint);
CREATE OPERATOR CLASS gp FOR TYPE point USING gist AS OPERATOR 15 <->(point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, int2, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), FUNCTION 8 gist_point_distance(internal, point, int2, oid, internal), STORAGE box;
-- alter: loose members
ALTER OPERATOR FAMILY fam USING btree DROP OPERATOR 1 (int4, int8), FUNCTION 1 (int4, int8);
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 3 = (int4, int8);
-- alter: class
DROP OPERATOR CLASS implied USING hash;
CREATE OPERATOR CLASS implied DEFAULT FOR TYPE c USING hash AS OPERATOR 1 ===, FUNCTION 1 h(c);
-- alter: family and storage
DROP OPERATOR CLASS own USING btree;
CREATE OPERATOR CLASS own FOR TYPE int4 USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
-- alter: storage
DROP OPERATOR FAMILY gp USING gist;
CREATE OPERATOR CLASS gp FOR TYPE point USING gist AS STORAGE point;
-- alter: renamed and moved
ALTER OPERATOR FAMILY fam USING btree RENAME TO "Fam";
ALTER OPERATOR CLASS own USING btree SET SCHEMA s;
-- alter: standing
ALTER OPERATOR FAMILY fam USING btree OWNER TO alice;
ALTER OPERATOR CLASS own USING btree OWNER TO bob;
COMMENT ON OPERATOR FAMILY fam USING btree IS NULL;
COMMENT ON OPERATOR CLASS own USING btree IS NULL;
