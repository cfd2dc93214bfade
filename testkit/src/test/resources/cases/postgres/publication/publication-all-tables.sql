-- needs superuser
-- before
CREATE PUBLICATION p FOR ALL TABLES;
-- migration
DROP PUBLICATION p;
CREATE PUBLICATION q FOR ALL TABLES WITH (publish = 'truncate');
