-- before
CREATE TYPE r AS RANGE (subtype = int8);
CREATE TABLE t (x r, m r_multirange);
-- migration
ALTER TYPE r RENAME TO "R 2";
ALTER TYPE r_multirange RENAME TO r2_multi;
