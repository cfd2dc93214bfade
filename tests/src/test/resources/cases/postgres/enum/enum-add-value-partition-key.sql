-- unproved the column of a partition key cannot change its type: the partitioned table would have to be made anew under its partitions
-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE m (id int, x e NOT NULL) PARTITION BY LIST (x);
CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a');
CREATE TABLE m_b PARTITION OF m FOR VALUES IN ('b');
-- data
INSERT INTO m VALUES (1, 'a'), (2, 'b');
-- migration
ALTER TYPE e ADD VALUE 'c';
-- hazards
adds-enum-value
