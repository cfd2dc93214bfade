-- before
CREATE TABLE t (id int PRIMARY KEY, full_name text NOT NULL);
-- data
INSERT INTO t VALUES (1, 'Ada Lovelace');
-- migration
ALTER TABLE t ADD COLUMN first text, ADD COLUMN last text;
UPDATE t SET first = split_part(full_name, ' ', 1), last = split_part(full_name, ' ', 2);
ALTER TABLE t DROP COLUMN full_name;
-- inverse
ALTER TABLE public.t ADD COLUMN full_name text NOT NULL;
ALTER TABLE public.t DROP COLUMN first;
ALTER TABLE public.t DROP COLUMN last;
-- hazards
drops-column
strong-lock
updates-rows
-- data-verdict lost
