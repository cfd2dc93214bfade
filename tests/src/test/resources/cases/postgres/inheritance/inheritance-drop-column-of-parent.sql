-- before
CREATE TABLE p (id int, note text DEFAULT 'x');
CREATE TABLE c (extra int) INHERITS (p);
CREATE TABLE d (note text) INHERITS (p);
-- migration
ALTER TABLE p DROP COLUMN note;
-- hazards
drops-column
-- data-verdict lost
