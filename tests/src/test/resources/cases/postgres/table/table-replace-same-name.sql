-- before
CREATE TABLE t (id int PRIMARY KEY, old text);
-- migration
DROP TABLE t;
CREATE TABLE t (id int PRIMARY KEY, old text, more int);
-- hazards
drops-and-recreates
-- data-verdict lost
