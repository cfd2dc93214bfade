-- before
CREATE TABLE t (id int, "A a" int, b int);
GRANT SELECT (id, b) ON t TO reader;
-- migration
REVOKE SELECT (b) ON t FROM reader;
GRANT UPDATE ("A a"), INSERT ("A a", id) ON t TO writer WITH GRANT OPTION;
-- hazards
grants-change
