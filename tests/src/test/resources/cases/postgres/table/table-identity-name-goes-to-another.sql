-- before
CREATE TABLE boards (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME numbers));
-- migration
DROP TABLE boards;
CREATE TABLE projects (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME numbers));
-- hazards
drops-table
-- data-verdict lost
