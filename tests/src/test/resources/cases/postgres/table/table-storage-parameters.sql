-- before
CREATE TABLE t (id int, big text) WITH (fillfactor = 70, autovacuum_enabled = false);
-- migration
ALTER TABLE t RESET (fillfactor);
ALTER TABLE t SET (autovacuum_enabled = true, toast.autovacuum_enabled = false, parallel_workers = 2);
