-- before
CREATE TABLE t (only_one int);
-- migration
ALTER TABLE t DROP COLUMN only_one;
-- hazards
drops-column
