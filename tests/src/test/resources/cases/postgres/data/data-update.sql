-- before
CREATE TABLE t (id int PRIMARY KEY, name text);
CREATE TABLE untouched (id int);
-- data
INSERT INTO t VALUES (1, 'a'), (2, 'b');
INSERT INTO untouched VALUES (1), (2);
-- migration
UPDATE t SET name = upper(name);
-- hazards
updates-rows
-- data-verdict lost
