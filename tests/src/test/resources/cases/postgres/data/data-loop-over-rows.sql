-- before
CREATE TABLE t (id int PRIMARY KEY, name text);
-- migration
DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT id FROM t LOOP
        UPDATE t SET name = 'x' WHERE id = r.id;
    END LOOP;
END $$;
-- hazards
unknown-code
-- data-verdict unknown
