-- before
CREATE TABLE m (a int NOT NULL, b text) PARTITION BY RANGE (a);
CREATE TABLE m_rest PARTITION OF m DEFAULT;
ALTER TABLE m_rest ADD PRIMARY KEY (a);
-- migration
DROP TABLE m;
-- hazards
drops-table
