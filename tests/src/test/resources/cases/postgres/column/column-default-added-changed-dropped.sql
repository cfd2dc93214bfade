-- before
CREATE TABLE t (a int, b int DEFAULT 1, c timestamptz DEFAULT now(), d text DEFAULT 'it''s; "x"');
-- migration
ALTER TABLE t ALTER COLUMN a SET DEFAULT 5, ALTER COLUMN b SET DEFAULT 2, ALTER COLUMN c DROP DEFAULT, ALTER COLUMN d SET DEFAULT E'line\nbreak\\';
-- data-verdict none
