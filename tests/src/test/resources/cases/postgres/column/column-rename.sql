-- before
CREATE TABLE t (id int, name text CHECK (name <> ''));
CREATE INDEX t_name ON t (lower(name));
CREATE VIEW v AS SELECT t.name FROM t;
CREATE POLICY p ON t USING (name = current_user);
-- data
INSERT INTO t VALUES (1, 'a');
-- migration
ALTER TABLE t RENAME COLUMN name TO "Full Name";
-- inverse
ALTER TABLE public.t RENAME COLUMN "Full Name" TO name;
-- hazards
renames-column
-- data-verdict none
