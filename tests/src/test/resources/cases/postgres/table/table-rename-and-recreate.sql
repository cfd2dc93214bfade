-- before
CREATE TABLE t (id int PRIMARY KEY, old text);
-- migration
ALTER TABLE t RENAME TO t_old;
ALTER INDEX t_pkey RENAME TO t_old_pkey;
CREATE TABLE t (id int PRIMARY KEY, fresh text);
-- hazards
renames-table
