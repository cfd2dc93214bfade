-- before
CREATE TABLE m (id int, k int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE INDEX m_1_own ON m_1 (id DESC);
CREATE INDEX m_id ON m (id DESC);
-- migration
DROP INDEX m_id;
-- hazards
drops-index
