-- before
CREATE TABLE t (a int PRIMARY KEY, b int);
CREATE INDEX t_b ON t (b);
-- migration
ALTER INDEX t_b RENAME TO "T b";
ALTER INDEX t_pkey RENAME TO t_primary;
-- inverse
ALTER INDEX public."T b" RENAME TO t_b;
ALTER TABLE public.t RENAME CONSTRAINT t_primary TO t_pkey;
