-- min-major 15
-- before
CREATE TABLE t (a int, b int, UNIQUE NULLS NOT DISTINCT (a));
-- migration
ALTER TABLE t DROP CONSTRAINT t_a_key;
ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (b);
-- hazards
drops-constraint
adds-unique
builds-index-with-lock
strong-lock
