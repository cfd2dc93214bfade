-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id int, x e DEFAULT 'a', y e[]);
-- data
INSERT INTO t VALUES (1, 'a', '{b}');
-- migration
DROP TYPE e CASCADE;
-- hazards
drops-column
-- data-verdict lost
