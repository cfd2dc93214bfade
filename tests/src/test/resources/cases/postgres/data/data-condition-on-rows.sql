-- before
CREATE TABLE t (id int PRIMARY KEY, name text);
-- migration
DO $$
BEGIN
    IF EXISTS (SELECT FROM t WHERE id > 1000000) THEN
        DELETE FROM t WHERE id > 1000000;
    END IF;
END $$;
-- hazards
unknown-code
-- data-verdict unknown
