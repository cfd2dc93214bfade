-- setup
CREATE SCHEMA s;
-- object
CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
COMMENT ON TYPE mood IS 'how it is';
REVOKE USAGE ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO alice;
-- alter: label renamed
ALTER TYPE mood RENAME VALUE 'it''s ok' TO 'fine';
-- back
ALTER TYPE public.mood RENAME VALUE 'fine' TO 'it''s ok';
-- alter: labels swapped
ALTER TYPE mood RENAME VALUE 'sad' TO 'x';
ALTER TYPE mood RENAME VALUE 'happy' TO 'sad';
ALTER TYPE mood RENAME VALUE 'x' TO 'happy';
-- back
ALTER TYPE public.mood RENAME VALUE 'happy' TO 'backout_1';
ALTER TYPE public.mood RENAME VALUE 'sad' TO 'happy';
ALTER TYPE public.mood RENAME VALUE 'backout_1' TO 'sad';
-- alter: labels added
ALTER TYPE mood ADD VALUE 'first' BEFORE 'sad';
ALTER TYPE mood ADD VALUE 'middle' AFTER 'sad';
ALTER TYPE mood ADD VALUE 'last';
-- alter: moved and renamed
ALTER TYPE mood SET SCHEMA s;
ALTER TYPE s.mood RENAME TO "Mood";
-- alter: standing
ALTER TYPE mood OWNER TO bob;
COMMENT ON TYPE mood IS NULL;
GRANT USAGE ON TYPE mood TO PUBLIC;
