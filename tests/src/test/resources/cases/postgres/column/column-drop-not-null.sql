-- before
CREATE TABLE t (id int, a int NOT NULL);
-- migration
ALTER TABLE t ALTER COLUMN a DROP NOT NULL;
