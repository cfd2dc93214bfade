-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t;
-- migration
ALTER TABLE t RENAME TO t_old;
CREATE TABLE t (id bigint CONSTRAINT t_new_pkey PRIMARY KEY);
ALTER PUBLICATION p ADD TABLE t;
-- hazards
renames-table
