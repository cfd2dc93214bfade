-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (x e DEFAULT 'a', y e[]);
-- migration
ALTER TYPE e RENAME TO "E 2";
-- data-verdict none
