-- migration
CREATE AGGREGATE "Sum Up"(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
