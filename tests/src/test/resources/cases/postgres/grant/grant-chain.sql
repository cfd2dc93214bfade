-- before
CREATE TABLE t (id int);
GRANT SELECT ON t TO writer WITH GRANT OPTION;
SET ROLE writer;
GRANT SELECT ON t TO reader;
RESET ROLE;
-- migration
REVOKE SELECT ON t FROM writer CASCADE;
-- hazards
grants-change
