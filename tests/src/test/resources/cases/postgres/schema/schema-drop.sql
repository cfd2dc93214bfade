-- before
CREATE SCHEMA billing;
-- migration
DROP SCHEMA billing;
-- inverse
CREATE SCHEMA billing;
-- data-verdict none
