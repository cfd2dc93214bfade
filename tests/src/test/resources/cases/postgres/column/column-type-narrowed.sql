-- before
CREATE TABLE t (id int, n bigint, v text, p numeric(12, 4), ts timestamptz(6));
-- data
INSERT INTO t VALUES (1, 1, 'x', 1.2345, now());
-- migration
ALTER TABLE t ALTER COLUMN n TYPE int, ALTER COLUMN v TYPE varchar(5), ALTER COLUMN p TYPE numeric(12, 2), ALTER COLUMN ts TYPE date;
-- hazards
retypes-column
fails-on-rows
rewrites-table
-- data-verdict lost
