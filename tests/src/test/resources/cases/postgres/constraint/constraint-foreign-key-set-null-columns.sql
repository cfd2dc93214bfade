-- min-major 15
-- before
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE c (a int, b int, CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b));
-- migration
ALTER TABLE c DROP CONSTRAINT fk;
-- hazards
drops-constraint
