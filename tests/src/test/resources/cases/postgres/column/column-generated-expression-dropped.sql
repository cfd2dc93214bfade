-- before
CREATE TABLE t (a int, b int, s int GENERATED ALWAYS AS (a + b) STORED);
-- migration
ALTER TABLE t ALTER COLUMN s DROP EXPRESSION;
