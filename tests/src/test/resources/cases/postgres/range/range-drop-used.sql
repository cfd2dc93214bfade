-- before
CREATE TYPE r AS RANGE (subtype = int8);
CREATE TABLE t (id int, x r);
CREATE INDEX t_x ON t USING gist (x);
-- migration
DROP TYPE r CASCADE;
-- hazards
drops-column
drops-index
-- data-verdict lost
