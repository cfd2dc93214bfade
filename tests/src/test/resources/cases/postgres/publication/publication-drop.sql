-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t WITH (publish = 'delete');
COMMENT ON PUBLICATION p IS 'out';
-- migration
DROP PUBLICATION p;
-- inverse
CREATE PUBLICATION p FOR TABLE ONLY public.t WITH (publish = 'delete');
COMMENT ON PUBLICATION p IS 'out';
