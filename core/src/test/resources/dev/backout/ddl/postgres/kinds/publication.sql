-- setup
CREATE SCHEMA s;
CREATE TABLE t (a int PRIMARY KEY, b text);
CREATE TABLE "T 2" (a int PRIMARY KEY, b text, c int);
CREATE TABLE s.u (a int);
-- object
CREATE PUBLICATION p FOR TABLE t WITH (publish = 'insert, delete');
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION nothing;
COMMENT ON PUBLICATION p IS 'pp';
-- alter: options
ALTER PUBLICATION p SET (publish = 'insert', publish_via_partition_root = true);
-- alter 18+: generated columns
ALTER PUBLICATION p SET (publish_generated_columns = stored);
-- alter: tables
ALTER PUBLICATION p SET TABLE "T 2", s.u;
-- alter: no table
ALTER PUBLICATION p DROP TABLE t;
-- alter 15+: schema, columns and filter
ALTER PUBLICATION p SET TABLE "T 2" (c, a) WHERE (a > 1 AND a < 9);
ALTER PUBLICATION nothing ADD TABLES IN SCHEMA s;
-- alter: all tables
DROP PUBLICATION p;
CREATE PUBLICATION p FOR ALL TABLES;
-- alter: renamed
ALTER PUBLICATION p RENAME TO "P";
-- alter: standing
ALTER PUBLICATION nothing OWNER TO alice;
COMMENT ON PUBLICATION p IS NULL;
-- alter: table renamed
ALTER TABLE t RENAME TO tt;
