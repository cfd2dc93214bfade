-- min-major 18
-- before
CREATE EXTENSION btree_gist;
CREATE TABLE t (id int, during tsrange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE c (t_id int, during tsrange, CONSTRAINT fk FOREIGN KEY (t_id, PERIOD during) REFERENCES t (id, PERIOD during));
-- migration
ALTER TABLE c DROP CONSTRAINT fk;
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- hazards
drops-constraint
