-- before
CREATE TABLE p (id int, note text);
CREATE TABLE c () INHERITS (p);
-- migration
ALTER TABLE p RENAME COLUMN note TO remark;
-- hazards
renames-column
-- data-verdict none
