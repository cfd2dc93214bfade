-- before
CREATE TABLE t (id serial);
CREATE TABLE u (id int);
CREATE VIEW v AS SELECT id FROM t;
-- migration
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO reader;
-- hazards
grants-change
