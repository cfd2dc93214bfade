--- unlogged
CREATE TABLE t (id integer PRIMARY KEY, a text);
---- change
ALTER TABLE t SET UNLOGGED;
--- unlogged with serial and identity
CREATE TABLE t (id serial PRIMARY KEY, n integer GENERATED ALWAYS AS IDENTITY);
---- change
ALTER TABLE t SET UNLOGGED;
--- created unlogged with serial and identity
CREATE TABLE other (id integer);
---- change
CREATE UNLOGGED TABLE t (id serial PRIMARY KEY, n integer GENERATED ALWAYS AS IDENTITY);
--- storage parameters
CREATE TABLE t (id integer, a text) WITH (fillfactor = 70, autovacuum_enabled = false);
---- change
ALTER TABLE t RESET (autovacuum_enabled);
ALTER TABLE t SET (fillfactor = 80, toast.autovacuum_enabled = false, parallel_workers = 2);
--- row security
CREATE TABLE t (id integer);
---- change
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
--- replica identity full
CREATE TABLE t (id integer PRIMARY KEY);
---- change
ALTER TABLE t REPLICA IDENTITY FULL;
--- replica identity using an index
CREATE TABLE t (id integer NOT NULL);
CREATE UNIQUE INDEX "T Ident" ON t (id);
---- change
ALTER TABLE t REPLICA IDENTITY USING INDEX "T Ident";
--- clustered
CREATE TABLE t (id integer NOT NULL);
CREATE INDEX "Odd Index" ON t (id);
---- change
ALTER TABLE t CLUSTER ON "Odd Index";
--- inheritance
CREATE TABLE p (id integer NOT NULL, a text DEFAULT 'x');
CREATE TABLE q (b integer CHECK (b > 0));
CREATE TABLE t (id integer NOT NULL, a text, b integer, CONSTRAINT q_b_check CHECK (b > 0));
---- change
ALTER TABLE t INHERIT p;
ALTER TABLE t INHERIT q;
--- child by inheritance
CREATE TABLE p (id serial PRIMARY KEY, a text DEFAULT 'x' NOT NULL, CHECK (a <> ''));
---- change
CREATE TABLE c (b integer, CHECK (b > 0)) INHERITS (p);
CREATE TABLE d (a text DEFAULT 'y', b integer) INHERITS (p);
--- partitions
CREATE TABLE p (at date NOT NULL, id integer, a text DEFAULT 'x', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX p_a ON p (a);
---- change
CREATE TABLE p_2026 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE p_rest PARTITION OF p DEFAULT;
ALTER TABLE p_rest ALTER COLUMN a SET DEFAULT 'y';
--- partitioned tables from nothing
CREATE TABLE other (id integer);
---- change
CREATE TABLE p (at date NOT NULL, id integer, a text, PRIMARY KEY (id, at)) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2) PARTITION BY RANGE (at);
CREATE TABLE p1a PARTITION OF p1 FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (3);
CREATE INDEX p_a ON p (a);
CREATE UNIQUE INDEX ON p (at, id);
--- detached partition
CREATE TABLE p (at date NOT NULL, id integer CHECK (id > 0), a text) PARTITION BY RANGE (at);
CREATE TABLE p_2026 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
---- change
ALTER TABLE p DETACH PARTITION p_2026;
--- another bound
CREATE TABLE p (at date NOT NULL, id integer) PARTITION BY RANGE (at);
CREATE TABLE p_2026 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
---- change
ALTER TABLE p DETACH PARTITION p_2026;
ALTER TABLE p ATTACH PARTITION p_2026 FOR VALUES FROM ('2026-01-01') TO ('2028-01-01');
--- hash partitions by an expression
CREATE TABLE other (id integer);
---- change
CREATE TABLE h (id integer, a text) PARTITION BY HASH (lower(a), id);
CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (modulus 2, remainder 0) WITH (fillfactor = 70);
--- typed table
CREATE TYPE kind AS (id integer, a text);
CREATE TABLE t (id integer, a text);
---- change
ALTER TABLE t OF kind;
--- typed table from nothing
CREATE TYPE kind AS (id integer, a text);
---- change
CREATE TABLE t OF kind (id WITH OPTIONS PRIMARY KEY, a DEFAULT 'x');
CREATE TABLE u OF kind;
--- no columns and odd names
CREATE TABLE empty ();
---- change
CREATE SCHEMA "Odd Schema";
CREATE TABLE "Odd Schema"."select" ("user" serial PRIMARY KEY, "Größe" text, "a""b" integer CHECK ("a""b" > 0));
--- long names
CREATE TABLE other (id integer);
---- change
CREATE TABLE a_very_long_table_name_that_goes_on_and_on_and_on_for_ever (
    a_very_long_column_name_that_goes_on_and_on_and_on_for_ever serial,
    ünïcödé_ünïcödé_ünïcödé_ünïcödé integer GENERATED ALWAYS AS IDENTITY,
    c integer NOT NULL);
--- access method [15]
CREATE TABLE other (id integer);
---- change
CREATE TABLE t (id integer) USING heap;
--- nested partition under an index
CREATE TABLE m (a integer, b integer, PRIMARY KEY (a, b)) PARTITION BY RANGE (a);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE m_1_1 PARTITION OF m_1 FOR VALUES IN (1, 2);
CREATE TABLE m_1_d PARTITION OF m_1 DEFAULT;
CREATE INDEX ON m (b);
ALTER INDEX m_1_1_b_idx RENAME TO other_name;
ALTER TABLE m_1_1 RENAME CONSTRAINT m_1_1_pkey TO other_key;
---- change
DROP TABLE m_1;
--- row type, foreign key and view on a replaced table
CREATE TABLE r (id integer PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, r integer REFERENCES r);
CREATE VIEW v AS SELECT * FROM t;
---- change
DROP TABLE t CASCADE;
CREATE TABLE t (id bigint PRIMARY KEY);
