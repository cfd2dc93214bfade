-- before
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY);
-- migration
ALTER TABLE t ADD COLUMN p int NOT NULL DEFAULT 1 CHECK (p > 0) UNIQUE REFERENCES p ON DELETE CASCADE;
-- hazards
adds-unique
adds-check
adds-foreign-key
builds-index-with-lock
strong-lock
