-- before
CREATE TYPE e AS ENUM ('a', 'b');
COMMENT ON TYPE e IS 'letters';
-- migration
DROP TYPE e;
-- inverse
CREATE TYPE public.e AS ENUM ('a', 'b');
COMMENT ON TYPE public.e IS 'letters';
-- data-verdict none
