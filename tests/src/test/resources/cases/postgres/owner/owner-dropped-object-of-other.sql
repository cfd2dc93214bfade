-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE TABLE t (id serial);
ALTER TABLE t OWNER TO writer;
GRANT SELECT ON t TO reader;
-- migration
DROP TABLE t;
-- hazards
drops-table
-- data-verdict lost
