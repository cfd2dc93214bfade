-- before
CREATE TABLE t (id int, n int);
CREATE TABLE log (what text);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (''x''); RETURN new; END';
CREATE TRIGGER a AFTER UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION tf();
-- data
INSERT INTO t VALUES (1, 1);
-- migration
UPDATE t SET n = 2;
-- hazards
updates-rows
inserts-rows
unknown-code
-- data-verdict lost
