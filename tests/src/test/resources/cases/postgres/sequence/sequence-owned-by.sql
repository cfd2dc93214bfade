-- before
CREATE SEQUENCE s;
CREATE TABLE t (id int, n serial);
-- migration
ALTER SEQUENCE s OWNED BY t.id;
ALTER SEQUENCE t_n_seq OWNED BY NONE;
