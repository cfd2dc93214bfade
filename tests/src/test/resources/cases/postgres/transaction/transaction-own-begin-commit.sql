-- before
CREATE TABLE t (id int);
-- migration
BEGIN;
ALTER TABLE t ADD COLUMN a int;
COMMIT;
ALTER TABLE t ADD COLUMN b int;
-- inverse
ALTER TABLE public.t DROP COLUMN a;
ALTER TABLE public.t DROP COLUMN b;
-- hazards
own-transaction
