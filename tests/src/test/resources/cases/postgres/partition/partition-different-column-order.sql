-- before
CREATE TABLE m (id int, k int, note text) PARTITION BY LIST (k);
CREATE TABLE m_1 (gone int, note text, k int, id int);
ALTER TABLE m_1 DROP COLUMN gone;
ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES IN (1);
-- migration
ALTER TABLE m ALTER COLUMN id SET NOT NULL;
ALTER TABLE m ADD PRIMARY KEY (id, k);
-- hazards
sets-not-null
adds-unique
builds-index-with-lock
strong-lock
