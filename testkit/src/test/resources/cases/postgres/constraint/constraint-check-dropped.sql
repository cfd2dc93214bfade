-- before
CREATE TABLE t (a int, b text, CONSTRAINT "A check" CHECK (a > 0), CONSTRAINT nv CHECK (b <> '') NO INHERIT);
COMMENT ON CONSTRAINT "A check" ON t IS 'positive';
-- migration
ALTER TABLE t DROP CONSTRAINT "A check", DROP CONSTRAINT nv;
