-- before
CREATE TABLE t (a int, b text);
-- migration
ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0), ADD CHECK (b IN ('x', 'y') OR a BETWEEN 1 AND 10) NOT VALID;
-- inverse
ALTER TABLE public.t DROP CONSTRAINT positive;
ALTER TABLE public.t DROP CONSTRAINT t_check;
-- hazards
adds-check
strong-lock
