-- before
CREATE AGGREGATE s(int) (SFUNC = int4pl, STYPE = int);
-- migration
ALTER AGGREGATE s(int) RENAME TO "S s";
-- hazards
changes-function
