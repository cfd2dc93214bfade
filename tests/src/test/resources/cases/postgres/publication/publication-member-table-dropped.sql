-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t;
-- migration
DROP TABLE t;
-- hazards
drops-table
-- data-verdict lost
