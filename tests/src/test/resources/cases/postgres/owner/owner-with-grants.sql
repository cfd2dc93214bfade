-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE TABLE t (id int);
GRANT SELECT ON t TO reader;
-- migration
ALTER TABLE t OWNER TO writer;
-- hazards
grants-change
