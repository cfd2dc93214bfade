-- before
CREATE TABLE t (id int, v text DEFAULT '7');
-- data
INSERT INTO t VALUES (1, '12');
-- migration
ALTER TABLE t ALTER COLUMN v DROP DEFAULT, ALTER COLUMN v TYPE int USING (v::int + 1), ALTER COLUMN v SET DEFAULT 7;
-- inverse
ALTER TABLE public.t ALTER COLUMN v DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN v TYPE text;
ALTER TABLE public.t ALTER COLUMN v SET DEFAULT '7';
-- hazards
retypes-column
fails-on-rows
rewrites-table
