-- before
CREATE SCHEMA billing;
-- migration
DROP SCHEMA billing;
-- data-verdict none
