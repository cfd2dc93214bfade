-- migration
CREATE EXTENSION citext;
CREATE TABLE t (id int, name citext);
