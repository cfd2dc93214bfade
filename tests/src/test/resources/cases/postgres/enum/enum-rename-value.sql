-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (x e DEFAULT 'a' CHECK (x <> 'b'));
CREATE VIEW v AS SELECT x FROM t WHERE x = 'a';
-- migration
ALTER TYPE e RENAME VALUE 'a' TO 'A''s';
-- inverse
ALTER TYPE public.e RENAME VALUE 'A''s' TO 'a';
-- hazards
renames-enum-value
-- data-verdict none
