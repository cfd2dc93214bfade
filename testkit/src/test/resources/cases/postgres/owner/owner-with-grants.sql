-- before
CREATE TABLE t (id int);
GRANT SELECT ON t TO reader;
-- migration
ALTER TABLE t OWNER TO writer;
