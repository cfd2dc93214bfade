-- before
CREATE TABLE t (a int NOT NULL);
CREATE UNIQUE INDEX t_a ON t (a);
-- migration
ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY USING INDEX t_a;
-- hazards
drops-index
adds-unique
