-- before
CREATE DOMAIN pos AS int CHECK (VALUE > 0);
CREATE TABLE t (id int, n pos DEFAULT 5);
-- data
INSERT INTO t VALUES (1, 2);
-- migration
ALTER TABLE t ALTER COLUMN n TYPE int;
DROP DOMAIN pos;
-- hazards
retypes-column
fails-on-rows
