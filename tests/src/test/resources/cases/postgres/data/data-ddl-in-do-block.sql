-- before
CREATE TABLE a (id int);
CREATE TABLE b (id int);
-- migration
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname IN ('a', 'b') LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN touched timestamptz', name);
    END LOOP;
END $$;
