-- before
CREATE SEQUENCE s;
CREATE TABLE t (id int DEFAULT nextval('s'), n int);
-- migration
DROP SEQUENCE s CASCADE;
-- hazards
drops-sequence
