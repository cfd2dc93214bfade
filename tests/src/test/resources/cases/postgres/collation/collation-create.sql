-- migration
CREATE COLLATION "Coll 1" (locale = 'C');
CREATE TABLE t (a text COLLATE "Coll 1");
