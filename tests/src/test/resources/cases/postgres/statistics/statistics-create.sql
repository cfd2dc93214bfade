-- before
CREATE TABLE t (a int, b int);
-- migration
CREATE STATISTICS "St 1" (dependencies, ndistinct) ON a, b FROM t;
CREATE STATISTICS st2 ON (a + b), b FROM t;
