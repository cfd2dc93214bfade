-- before
CREATE TABLE t (id serial PRIMARY KEY);
-- migration
ALTER TABLE t OWNER TO writer;
