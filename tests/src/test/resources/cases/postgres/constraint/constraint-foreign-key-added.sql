-- before
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (p_id int);
-- migration
ALTER TABLE c ADD CONSTRAINT "C to P" FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE RESTRICT ON UPDATE CASCADE;
-- hazards
adds-foreign-key
-- data-verdict none
