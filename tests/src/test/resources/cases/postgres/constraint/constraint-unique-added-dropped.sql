-- before
CREATE TABLE t (a int, b int, CONSTRAINT old_one UNIQUE (a) WITH (fillfactor = 60) DEFERRABLE INITIALLY DEFERRED);
-- migration
ALTER TABLE t DROP CONSTRAINT old_one;
ALTER TABLE t ADD UNIQUE (a, b);
-- hazards
drops-constraint
adds-unique
builds-index-with-lock
strong-lock
