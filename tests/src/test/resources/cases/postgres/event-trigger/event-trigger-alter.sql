-- needs superuser
-- before
CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION etf();
-- migration
ALTER EVENT TRIGGER et ENABLE REPLICA;
ALTER EVENT TRIGGER et RENAME TO "E t";
