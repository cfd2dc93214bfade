-- before
CREATE TYPE pair AS (x int, y int);
CREATE TABLE t (x int, y int);
CREATE TABLE u OF pair;
-- migration
ALTER TABLE t OF pair;
ALTER TABLE u NOT OF;
