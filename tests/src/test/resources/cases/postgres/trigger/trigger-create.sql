-- before
CREATE TABLE t (id int, n int);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- migration
CREATE TRIGGER "Tr 1" BEFORE INSERT OR UPDATE OF n ON t FOR EACH ROW WHEN (new.n > 0) EXECUTE FUNCTION tf('a', 'it''s');
-- hazards
adds-trigger
-- data-verdict none
