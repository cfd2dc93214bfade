-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE c (id int REFERENCES t ON DELETE CASCADE);
-- data
INSERT INTO t VALUES (1);
INSERT INTO c VALUES (1);
-- migration
DELETE FROM t;
-- hazards
deletes-rows
-- data-verdict lost
