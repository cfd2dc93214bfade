-- before
CREATE TABLE m (id int, k int, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE TABLE c (id int, k int, FOREIGN KEY (id, k) REFERENCES m);
-- migration
ALTER TABLE c DROP CONSTRAINT c_id_k_fkey;
-- hazards
drops-constraint
