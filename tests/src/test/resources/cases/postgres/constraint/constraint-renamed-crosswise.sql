-- before
CREATE TABLE boards (id int CONSTRAINT one PRIMARY KEY);
CREATE TABLE projects (id int CONSTRAINT two UNIQUE);
-- migration
ALTER TABLE boards RENAME CONSTRAINT one TO three;
ALTER TABLE projects RENAME CONSTRAINT two TO one;
ALTER TABLE boards RENAME CONSTRAINT three TO two;
