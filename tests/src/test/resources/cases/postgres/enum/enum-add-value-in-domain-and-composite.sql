-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE DOMAIN d AS e DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE TYPE c AS (x e, n int);
CREATE TABLE t (id int, x d, y c);
-- migration
ALTER TYPE e ADD VALUE 'z';
-- hazards
adds-enum-value
