-- needs superuser
-- before
CREATE OPERATOR FAMILY f USING btree;
ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 1 < (int, bigint), FUNCTION 1 (int, bigint) btint48cmp(int, bigint);
-- migration
ALTER OPERATOR FAMILY f USING btree DROP OPERATOR 1 (int, bigint);
ALTER OPERATOR FAMILY f USING btree RENAME TO "F f";
-- inverse
ALTER OPERATOR FAMILY public."F f" USING btree RENAME TO f;
ALTER OPERATOR FAMILY public.f USING btree ADD OPERATOR 1 pg_catalog.<(integer, bigint);
