-- Notes its argument in a setting that ends with the transaction. In the session's own temporary
-- schema, which is rolled back with everything else.
CREATE FUNCTION pg_temp.backout_note() RETURNS trigger LANGUAGE plpgsql AS $backout$
DECLARE
    noted text := coalesce(pg_catalog.current_setting('backout.noted', true), '');
BEGIN
    IF pg_catalog.strpos(noted, TG_ARGV[0] || ';') = 0 THEN
        PERFORM pg_catalog.set_config('backout.noted', noted || TG_ARGV[0] || ';', true);
    END IF;
    RETURN NULL;
END
$backout$;
