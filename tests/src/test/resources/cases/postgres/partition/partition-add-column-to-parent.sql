-- before
CREATE TABLE m (id int, k int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE TABLE m_2 PARTITION OF m FOR VALUES IN (2);
-- migration
ALTER TABLE m ADD COLUMN note text NOT NULL DEFAULT 'x';
CREATE INDEX ON m (note);
-- hazards
builds-index-with-lock
strong-lock
