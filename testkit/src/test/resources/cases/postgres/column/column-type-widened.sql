-- before
CREATE TABLE t (id serial PRIMARY KEY, n int DEFAULT 5, v varchar(10));
-- data
INSERT INTO t (n, v) VALUES (1, 'x');
-- migration
ALTER TABLE t ALTER COLUMN id TYPE bigint, ALTER COLUMN n TYPE bigint, ALTER COLUMN v TYPE varchar(50);
