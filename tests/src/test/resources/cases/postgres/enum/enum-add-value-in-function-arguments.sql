-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE FUNCTION f(x e, y e[] DEFAULT ARRAY['a'::e]) RETURNS TABLE (z e) LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT x; END';
CREATE TABLE t (x e);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (new.x = 'a'::e) EXECUTE FUNCTION tf();
-- migration
ALTER TYPE e ADD VALUE 'c';
-- hazards
adds-enum-value
