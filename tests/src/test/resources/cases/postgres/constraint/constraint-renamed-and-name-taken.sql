-- before
CREATE TABLE boards (id int PRIMARY KEY, name text UNIQUE);
-- migration
ALTER TABLE boards RENAME CONSTRAINT boards_pkey TO old_pkey;
ALTER TABLE boards RENAME CONSTRAINT boards_name_key TO old_key;
CREATE TABLE projects (id int CONSTRAINT boards_pkey PRIMARY KEY);
CREATE INDEX boards_name_key ON projects (id);
