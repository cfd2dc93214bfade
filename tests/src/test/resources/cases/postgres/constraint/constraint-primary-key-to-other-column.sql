-- before
CREATE TABLE t (id int PRIMARY KEY, code uuid NOT NULL UNIQUE);
-- migration
ALTER TABLE t DROP CONSTRAINT t_pkey;
ALTER TABLE t DROP COLUMN id;
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (code);
-- hazards
drops-column
strong-lock
