-- before
CREATE TABLE t (id serial PRIMARY KEY);
-- data
INSERT INTO t DEFAULT VALUES;
-- migration
TRUNCATE t RESTART IDENTITY;
-- hazards
drops-sequence
truncates-table
-- data-verdict lost
