-- before
CREATE TABLE t (id int PRIMARY KEY, name varchar(30) COLLATE "C" NOT NULL DEFAULT 'n');
COMMENT ON COLUMN t.name IS 'named';
-- data
INSERT INTO t VALUES (1, 'a');
-- migration
ALTER TABLE t DROP COLUMN name;
-- inverse
ALTER TABLE public.t ADD COLUMN name character varying(30) COLLATE pg_catalog."C" DEFAULT 'n' NOT NULL;
COMMENT ON COLUMN public.t.name IS 'named';
-- hazards
drops-column
-- data-verdict lost
