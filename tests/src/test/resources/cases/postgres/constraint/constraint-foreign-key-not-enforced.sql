-- min-major 18
-- before
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (p_id int CONSTRAINT fk REFERENCES p NOT ENFORCED);
-- migration
ALTER TABLE c ALTER CONSTRAINT fk ENFORCED;
-- hazards
strong-lock
