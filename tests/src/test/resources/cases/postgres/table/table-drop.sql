-- before
CREATE TABLE t (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'n' UNIQUE, CHECK (length(name) > 0));
CREATE INDEX t_lower ON t (lower(name)) WHERE id > 10;
COMMENT ON TABLE t IS 'a table';
COMMENT ON COLUMN t.name IS 'a name';
GRANT SELECT ON t TO reader;
GRANT UPDATE (name) ON t TO writer;
-- data
INSERT INTO t (name) VALUES ('a'), ('b');
-- migration
DROP TABLE t;
-- inverse
CREATE TABLE public.t (
    id serial NOT NULL,
    name character varying(20) DEFAULT 'n' NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id),
    CONSTRAINT t_name_key UNIQUE (name),
    CONSTRAINT t_name_check CHECK (length((name)::text) > 0)
);
CREATE INDEX t_lower ON public.t (lower((name)::text)) WHERE (id > 10);
GRANT SELECT ON TABLE public.t TO reader;
COMMENT ON TABLE public.t IS 'a table';
GRANT UPDATE (name) ON TABLE public.t TO writer;
COMMENT ON COLUMN public.t.name IS 'a name';
-- hazards
drops-table
-- data-verdict lost
