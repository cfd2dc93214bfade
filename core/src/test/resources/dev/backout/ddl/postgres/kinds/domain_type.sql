-- setup
CREATE SCHEMA s;
-- object
CREATE DOMAIN d AS varchar(10) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT c1 CHECK (VALUE <> 'no');
COMMENT ON DOMAIN d IS 'dd';
COMMENT ON CONSTRAINT c1 ON DOMAIN d IS 'cc';
CREATE TABLE t (a d);
CREATE INDEX t_a ON t (a);
INSERT INTO t VALUES ('y');
-- alter: default
ALTER DOMAIN d SET DEFAULT 'y';
-- back
ALTER DOMAIN public.d SET DEFAULT 'x'::character varying;
-- alter: no default and nullable
ALTER DOMAIN d DROP DEFAULT;
ALTER DOMAIN d DROP NOT NULL;
-- alter: constraint added, not valid
ALTER DOMAIN d ADD CONSTRAINT c2 CHECK (VALUE <> 'maybe') NOT VALID;
-- alter: constraint dropped
ALTER DOMAIN d DROP CONSTRAINT c1;
-- alter: constraint renamed
ALTER DOMAIN d RENAME CONSTRAINT c1 TO "C 1";
-- back
ALTER DOMAIN public.d RENAME CONSTRAINT "C 1" TO c1;
-- alter: constraint changed
ALTER DOMAIN d DROP CONSTRAINT c1;
ALTER DOMAIN d ADD CONSTRAINT c1 CHECK (VALUE <> 'never') NOT VALID;
-- alter: constraint no longer validated
ALTER DOMAIN d DROP CONSTRAINT c1;
ALTER DOMAIN d ADD CONSTRAINT c1 CHECK (VALUE <> 'no') NOT VALID;
COMMENT ON CONSTRAINT c1 ON DOMAIN d IS 'cc';
-- back
ALTER DOMAIN public.d VALIDATE CONSTRAINT c1;
-- alter: renamed and moved
ALTER DOMAIN d SET SCHEMA s;
ALTER DOMAIN s.d RENAME TO "D";
-- alter 18+: named not null
ALTER DOMAIN d DROP NOT NULL;
ALTER DOMAIN d ADD CONSTRAINT nn NOT NULL;
-- alter: another base type
ALTER TABLE t ALTER a TYPE text;
DROP DOMAIN d;
CREATE DOMAIN d AS text DEFAULT 'x' NOT NULL CONSTRAINT c1 CHECK (VALUE <> 'no');
ALTER TABLE t ALTER a TYPE d, ADD b d[] DEFAULT '{x}';
-- alter: standing
ALTER DOMAIN d OWNER TO alice;
REVOKE USAGE ON DOMAIN d FROM PUBLIC;
COMMENT ON DOMAIN d IS NULL;
