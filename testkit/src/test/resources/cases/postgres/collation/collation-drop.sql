-- before
CREATE COLLATION c (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION c IS 'bytes';
CREATE TABLE t (a text, b text COLLATE ci);
CREATE INDEX t_a ON t (a COLLATE c);
-- migration
DROP COLLATION c CASCADE;
ALTER TABLE t ALTER COLUMN b TYPE text COLLATE "default";
DROP COLLATION ci;
-- hazards
drops-index
