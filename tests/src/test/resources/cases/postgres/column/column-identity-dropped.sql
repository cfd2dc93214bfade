-- before
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME my_seq START 10 MINVALUE 5 MAXVALUE 1000 CYCLE CACHE 3), name text);
-- data
INSERT INTO t (name) VALUES ('a');
-- migration
ALTER TABLE t ALTER COLUMN id DROP IDENTITY;
-- hazards
drops-sequence
drops-default
