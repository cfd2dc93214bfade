-- before
CREATE FUNCTION norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE t (a text);
CREATE INDEX t_norm ON t (norm(a));
-- migration
DROP FUNCTION norm(text) CASCADE;
-- hazards
drops-function
drops-index
