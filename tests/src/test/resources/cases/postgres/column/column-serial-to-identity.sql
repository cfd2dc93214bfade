-- before
CREATE TABLE t (id serial PRIMARY KEY, name text);
-- data
INSERT INTO t (name) VALUES ('a'), ('b');
-- migration
ALTER TABLE t ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE t_id_seq;
ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- hazards
drops-sequence
