-- before
CREATE TABLE t (id int PRIMARY KEY);
-- data
INSERT INTO t VALUES (1);
-- migration
ALTER TABLE t ADD COLUMN a int, ADD COLUMN b text NOT NULL DEFAULT 'x', ADD COLUMN "C d" jsonb DEFAULT '{"a": [1, 2]}';
-- inverse
ALTER TABLE public.t DROP COLUMN "C d";
ALTER TABLE public.t DROP COLUMN a;
ALTER TABLE public.t DROP COLUMN b;
-- data-verdict none
