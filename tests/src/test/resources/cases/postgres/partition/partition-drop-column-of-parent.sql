-- before
CREATE TABLE m (id int, k int, note text NOT NULL DEFAULT 'x') PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE INDEX m_note ON m (note);
ALTER TABLE m_1 ALTER COLUMN note SET DEFAULT 'one';
-- data
INSERT INTO m VALUES (1, 1, 'lost');
-- migration
ALTER TABLE m DROP COLUMN note;
-- hazards
drops-column
drops-index
-- data-verdict lost
