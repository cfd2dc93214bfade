-- migration
CREATE TYPE "Addr" AS (street text COLLATE "C", "No" int, tags text[]);
CREATE TABLE t (a "Addr");
