-- before
CREATE TABLE t (id int, owner text);
CREATE POLICY p ON t USING (id > 0);
CREATE POLICY q ON t FOR SELECT TO reader USING (true);
-- migration
ALTER POLICY p ON t TO writer USING (id > 1) WITH CHECK (id < 9);
ALTER POLICY q ON t TO PUBLIC;
ALTER POLICY q ON t RENAME TO "Q q";
