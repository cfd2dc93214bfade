-- before
CREATE TABLE t (id int PRIMARY KEY, code text NOT NULL);
-- migration
ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (id, code);
-- inverse
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
-- hazards
strong-lock
