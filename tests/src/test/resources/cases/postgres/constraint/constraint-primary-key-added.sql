-- before
CREATE TABLE t (id int, b int);
-- migration
ALTER TABLE t ADD CONSTRAINT "T pk" PRIMARY KEY (id) INCLUDE (b);
-- hazards
sets-not-null
adds-unique
builds-index-with-lock
strong-lock
