-- before
CREATE TYPE e AS ENUM ('a', 'b');
COMMENT ON TYPE e IS 'letters';
-- migration
DROP TYPE e;
-- data-verdict none
