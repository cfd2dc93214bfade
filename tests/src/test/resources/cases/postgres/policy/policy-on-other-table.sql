-- before
CREATE TABLE org (id int PRIMARY KEY, member text);
CREATE TABLE t (org_id int);
CREATE FUNCTION mine(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
CREATE POLICY p ON t USING (org_id IN (SELECT id FROM org WHERE member = current_user) AND mine(org_id));
-- migration
DROP TABLE org CASCADE;
-- hazards
drops-table
