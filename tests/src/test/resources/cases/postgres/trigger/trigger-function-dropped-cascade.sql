-- before
CREATE TABLE t (id int);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
-- migration
DROP FUNCTION tf() CASCADE;
-- hazards
drops-function
