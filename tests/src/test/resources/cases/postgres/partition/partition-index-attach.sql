-- before
CREATE TABLE m (id int, k int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE INDEX m_1_own ON m_1 (id);
-- migration
CREATE INDEX m_id ON ONLY m (id);
ALTER INDEX m_id ATTACH PARTITION m_1_own;
-- hazards
builds-index-with-lock
