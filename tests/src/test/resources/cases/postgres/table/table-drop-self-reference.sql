-- before
CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node, root int NOT NULL REFERENCES node DEFERRABLE INITIALLY DEFERRED);
-- migration
DROP TABLE node;
-- hazards
drops-table
