-- before
CREATE TABLE m (id int NOT NULL, at int NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE m_1 (id int NOT NULL, at int NOT NULL, PRIMARY KEY (id, at));
-- data
INSERT INTO m_1 VALUES (1, 5);
-- migration
ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES FROM (0) TO (10);
-- hazards
strong-lock
-- data-verdict none
