-- setup
CREATE FUNCTION diff(text, text) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT 1::float8';
CREATE OPERATOR CLASS tops FOR TYPE text USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 bttextcmp(text, text);
-- object
CREATE TYPE tr AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = tops, COLLATION = "C", SUBTYPE_DIFF = diff, MULTIRANGE_TYPE_NAME = trs);
COMMENT ON TYPE tr IS 'r';
CREATE TABLE t (a tr, b tr[]);
CREATE INDEX t_a ON t USING gist (a);
INSERT INTO t VALUES ('[a,b)', NULL);
-- alter: multirange renamed
ALTER TYPE trs RENAME TO "Trs";
-- back
ALTER TYPE public."Trs" RENAME TO trs;
-- alter: renamed
ALTER TYPE tr RENAME TO textrange;
-- alter: other operator class, collation and no difference
DROP INDEX t_a;
ALTER TABLE t ALTER a TYPE text, ALTER b TYPE text[] USING b::text::text[];
DROP TYPE tr;
CREATE TYPE tr AS RANGE (SUBTYPE = text, MULTIRANGE_TYPE_NAME = trs);
ALTER TABLE t ALTER a TYPE tr USING a::tr, ALTER b TYPE tr[] USING b::text::tr[];
CREATE INDEX t_a ON t USING gist (a);
-- alter: another subtype
DROP INDEX t_a;
ALTER TABLE t DROP a, DROP b;
DROP TYPE tr;
CREATE TYPE tr AS RANGE (SUBTYPE = int8);
-- alter: standing
ALTER TYPE tr OWNER TO alice;
GRANT USAGE ON TYPE tr TO bob;
COMMENT ON TYPE tr IS NULL;
