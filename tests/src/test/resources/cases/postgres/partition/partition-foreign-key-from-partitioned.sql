-- before
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE m (id int, k int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
-- migration
ALTER TABLE m ADD FOREIGN KEY (id) REFERENCES p ON DELETE SET NULL;
-- hazards
adds-foreign-key
