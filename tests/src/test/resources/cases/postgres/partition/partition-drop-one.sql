-- before
CREATE TABLE m (id int, region text) PARTITION BY LIST (region);
CREATE TABLE m_eu PARTITION OF m FOR VALUES IN ('de', 'fr');
CREATE TABLE m_us PARTITION OF m FOR VALUES IN ('us', NULL);
CREATE INDEX ON m (id);
-- data
INSERT INTO m VALUES (1, 'us');
-- migration
DROP TABLE m_us;
-- inverse
CREATE TABLE public.m_us PARTITION OF public.m FOR VALUES IN ('us', NULL);
-- hazards
drops-table
-- data-verdict lost
