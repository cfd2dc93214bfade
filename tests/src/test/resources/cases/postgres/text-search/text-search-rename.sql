-- before
CREATE SCHEMA s;
CREATE TEXT SEARCH CONFIGURATION cfg (COPY = simple);
CREATE TABLE t (body text);
CREATE INDEX t_body ON t USING gin (to_tsvector('cfg', body));
-- migration
ALTER TEXT SEARCH CONFIGURATION cfg RENAME TO "C f";
ALTER TEXT SEARCH CONFIGURATION "C f" SET SCHEMA s;
-- hazards
moves-to-schema
