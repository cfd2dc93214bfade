-- before
CREATE TYPE e AS ENUM ('b');
CREATE TABLE t (x e);
-- migration
ALTER TYPE e ADD VALUE 'a' BEFORE 'b';
ALTER TYPE e ADD VALUE 'c' AFTER 'b';
ALTER TYPE e ADD VALUE 'it''s "d"';
-- hazards
adds-enum-value
