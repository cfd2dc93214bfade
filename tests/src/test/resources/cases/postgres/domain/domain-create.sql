-- migration
CREATE DOMAIN email AS varchar(100) COLLATE "C" DEFAULT 'x@y' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%') CHECK (length(VALUE) > 2);
CREATE TABLE t (e email, l email[]);
