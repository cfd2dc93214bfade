-- before
CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL);
-- data
INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- migration
ALTER TABLE t ADD COLUMN slug text;
UPDATE t SET slug = lower(name);
ALTER TABLE t ALTER COLUMN slug SET NOT NULL;
CREATE UNIQUE INDEX t_slug ON t (slug);
-- hazards
adds-required-column
adds-unique
builds-index-with-lock
strong-lock
updates-rows
