-- before
CREATE TYPE e AS ENUM ('a', 'c');
CREATE TABLE t (id int PRIMARY KEY, x e NOT NULL DEFAULT 'a');
-- data
INSERT INTO t VALUES (1, 'a'), (2, 'c');
-- migration
ALTER TYPE e ADD VALUE 'b' BEFORE 'c';
