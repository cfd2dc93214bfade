-- before
CREATE TABLE lists (id int PRIMARY KEY, board int);
CREATE TABLE boards (id int PRIMARY KEY, name text);
ALTER TABLE lists ADD CONSTRAINT lists_board_fkey FOREIGN KEY (board) REFERENCES boards (id);
-- migration
ALTER TABLE lists DROP CONSTRAINT lists_board_fkey;
DROP TABLE boards;
CREATE TABLE projects (id int NOT NULL);
CREATE UNIQUE INDEX boards_pkey ON projects (id);
ALTER TABLE projects ADD CONSTRAINT boards_pkey PRIMARY KEY USING INDEX boards_pkey;
ALTER TABLE lists ADD CONSTRAINT lists_board_fkey FOREIGN KEY (board) REFERENCES projects (id);
-- hazards
drops-table
strong-lock
-- data-verdict lost
