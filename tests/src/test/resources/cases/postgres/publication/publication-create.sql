-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY);
-- migration
CREATE PUBLICATION "Pub 1" FOR TABLE t, u WITH (publish = 'insert, update', publish_via_partition_root = true);
