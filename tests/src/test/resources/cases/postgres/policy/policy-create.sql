-- before
CREATE TABLE t (id int, owner text);
-- migration
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY "P 1" ON t AS RESTRICTIVE FOR UPDATE TO reader, writer USING (owner = current_user) WITH CHECK (id > 0);
-- hazards
enables-row-security
