-- before
CREATE TABLE m (id int, k int, n int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE INDEX m_n ON m (n);
-- migration
ALTER TABLE m ALTER COLUMN n TYPE bigint;
-- hazards
retypes-column
rewrites-table
