-- before
CREATE TABLE t (id int, secret text NOT NULL);
GRANT SELECT (id, secret) ON t TO reader;
GRANT UPDATE (secret) ON t TO writer WITH GRANT OPTION;
-- migration
ALTER TABLE t DROP COLUMN secret;
-- hazards
drops-column
