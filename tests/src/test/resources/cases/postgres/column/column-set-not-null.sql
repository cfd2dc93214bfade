-- before
CREATE TABLE t (id int, a int);
-- data
INSERT INTO t VALUES (1, 1);
-- migration
ALTER TABLE t ALTER COLUMN a SET NOT NULL;
-- inverse
ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;
-- hazards
sets-not-null
strong-lock
-- data-verdict none
