-- before
CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent ON DELETE CASCADE, code text REFERENCES parent (code));
CREATE VIEW v AS SELECT p.id, c.id AS child FROM parent p JOIN child c ON c.parent_id = p.id;
CREATE VIEW w AS SELECT child FROM v;
GRANT SELECT ON w TO reader;
CREATE FUNCTION f(parent) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- data
INSERT INTO parent VALUES (1, 'a');
INSERT INTO child VALUES (1, 1, 'a');
-- migration
DROP TABLE parent CASCADE;
-- hazards
drops-table
drops-view
drops-function
drops-constraint
-- data-verdict lost
