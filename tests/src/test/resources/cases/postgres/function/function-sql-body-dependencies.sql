-- before
CREATE TABLE t (id int, n int);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(n) FROM t; END;
CREATE VIEW v AS SELECT total() AS x;
-- migration
DROP FUNCTION total() CASCADE;
ALTER TABLE t DROP COLUMN n;
-- hazards
drops-column
drops-view
drops-function
-- data-verdict lost
