-- before
CREATE TABLE t (id int PRIMARY KEY, code text NOT NULL);
-- migration
ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (id, code);
-- hazards
strong-lock
