-- before
CREATE TABLE t (a text, b text COLLATE "C");
CREATE INDEX t_a ON t (a);
-- migration
ALTER TABLE t ALTER COLUMN a TYPE text COLLATE "POSIX", ALTER COLUMN b TYPE text;
-- hazards
strong-lock
