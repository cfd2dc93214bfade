-- before
CREATE TEXT SEARCH CONFIGURATION cfg (COPY = english);
CREATE TABLE t (body text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.cfg', body)) STORED);
CREATE INDEX t_v ON t USING gin (v);
-- migration
ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR asciiword WITH simple;
ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING FOR email, url;
