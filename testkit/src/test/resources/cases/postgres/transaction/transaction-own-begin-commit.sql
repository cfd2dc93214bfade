-- before
CREATE TABLE t (id int);
-- migration
BEGIN;
ALTER TABLE t ADD COLUMN a int;
COMMIT;
ALTER TABLE t ADD COLUMN b int;
-- hazards
own-transaction
