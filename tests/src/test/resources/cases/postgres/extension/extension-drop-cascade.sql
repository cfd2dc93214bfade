-- before
CREATE EXTENSION citext;
CREATE TABLE t (id int PRIMARY KEY, name citext NOT NULL);
CREATE UNIQUE INDEX t_name ON t (name);
-- data
INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- migration
DROP EXTENSION citext CASCADE;
-- hazards
drops-column
drops-index
-- data-verdict lost
