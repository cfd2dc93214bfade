-- setup
CREATE TABLE plain (id int PRIMARY KEY);
-- object
CREATE TYPE st AS ENUM ('a', 'b');
COMMENT ON TYPE st IS 'state';
CREATE TABLE t (id int PRIMARY KEY, s st NOT NULL DEFAULT 'a', many st[] DEFAULT '{a,b}', note text DEFAULT 'a'::st::text);
CREATE INDEX t_s ON t (s);
CREATE INDEX t_a ON t (id) WHERE s = 'a';
ALTER TABLE t ADD CONSTRAINT t_check CHECK (s <> 'b' OR id > 0);
ALTER TABLE t ADD CONSTRAINT t_uniq UNIQUE (s, id);
ALTER TABLE t ADD COLUMN g bool GENERATED ALWAYS AS (s = 'a') STORED;
CREATE TABLE r (s st, id int, FOREIGN KEY (s, id) REFERENCES t (s, id));
CREATE TABLE part (id int, s st DEFAULT 'b') PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE part2 (id int, s st DEFAULT 'a');
ALTER TABLE part ATTACH PARTITION part2 FOR VALUES FROM (10) TO (20);
CREATE TABLE par (s st DEFAULT 'b');
CREATE TABLE chi (s st DEFAULT 'a', x int) INHERITS (par);
CREATE VIEW v AS SELECT s, id FROM t WHERE s = 'b';
CREATE VIEW v2 AS SELECT * FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT s, count(*) FROM t GROUP BY s;
CREATE INDEX mv_i ON mv (s);
CREATE FUNCTION f(x st) RETURNS st LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE FUNCTION g() RETURNS SETOF st LANGUAGE plpgsql AS 'BEGIN END';
ALTER TABLE t ADD COLUMN d text DEFAULT f('a')::text;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF s ON t FOR EACH ROW WHEN (NEW.s = 'a') EXECUTE FUNCTION trg();
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY pol ON t USING (s = 'a');
CREATE DOMAIN dom AS st DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE DOMAIN outer_dom AS dom NOT NULL;
CREATE TYPE comp AS (x st, y dom, z int);
COMMENT ON TYPE comp IS 'c';
CREATE FUNCTION on_dom(dom) RETURNS comp LANGUAGE sql AS 'SELECT NULL::comp';
CREATE TABLE deep (a dom UNIQUE, b outer_dom DEFAULT 'a', c comp, d dom[] DEFAULT '{a}', e dom DEFAULT 'a' CHECK (e::st <> 'b'));
CREATE VIEW deep_v AS SELECT a, (c).x FROM deep WHERE a::st = 'a';
-- alter: label added
ALTER TYPE st ADD VALUE 'c';
-- alter: label added in front, and a table with it
ALTER TYPE st ADD VALUE 'c' BEFORE 'a';
CREATE TABLE later (s st, y int);
CREATE FUNCTION h(st) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- once: label added and another renamed, with rows
INSERT INTO t (id, s) VALUES (1, 'a'), (2, 'b');
INSERT INTO deep VALUES ('a', 'a', '(b,a,3)', '{a}');
INSERT INTO part VALUES (1, 'a'), (11, 'b');
ALTER TYPE st ADD VALUE 'c' BEFORE 'a';
ALTER TYPE st RENAME VALUE 'b' TO 'bb';
