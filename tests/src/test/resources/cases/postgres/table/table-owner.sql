-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE TABLE t (id serial PRIMARY KEY);
-- migration
ALTER TABLE t OWNER TO writer;
-- hazards
grants-change
