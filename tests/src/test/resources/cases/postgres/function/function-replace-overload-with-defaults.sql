-- before
CREATE FUNCTION base(a integer, x text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION all_of(a integer) RETURNS integer LANGUAGE sql AS 'SELECT base(a => all_of.a)';
-- migration
DROP FUNCTION all_of(integer);
DROP FUNCTION base(integer, text);
CREATE FUNCTION base(a integer, n integer DEFAULT 0) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION all_of(a integer, n integer) RETURNS integer LANGUAGE sql
    AS 'SELECT base(a => all_of.a, n => all_of.n)';
-- hazards
drops-function
