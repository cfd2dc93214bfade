-- before
CREATE TABLE m (name text, n int) PARTITION BY RANGE (lower(name) COLLATE "C" text_pattern_ops, (n + 1));
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('a', MINVALUE) TO ('m', MAXVALUE);
-- migration
DROP TABLE m;
-- hazards
drops-table
