-- before
CREATE TYPE "State" AS ENUM ('on', 'off');
CREATE FUNCTION flip(s "State") RETURNS "State" LANGUAGE sql IMMUTABLE AS $$SELECT CASE s WHEN 'on'::public."State" THEN 'off'::public."State" ELSE 'on' END$$;
CREATE TABLE t (
    id int PRIMARY KEY,
    s "State" NOT NULL DEFAULT 'on',
    list "State"[] DEFAULT ARRAY['on'::"State", 'off'],
    g boolean GENERATED ALWAYS AS (s = 'on'::"State") STORED,
    CHECK (s <> 'off'::"State" OR id > 0)
);
CREATE INDEX t_s ON t (s) WHERE s = 'on'::"State";
CREATE INDEX t_flip ON t (flip(s));
CREATE VIEW v AS SELECT id, flip(s) AS s FROM t WHERE s = 'on'::"State";
GRANT SELECT ON v TO reader;
CREATE MATERIALIZED VIEW mv AS SELECT s, count(*) AS n FROM t GROUP BY s;
CREATE UNIQUE INDEX mv_s ON mv (s);
CREATE POLICY p ON t USING (s = 'on'::"State");
COMMENT ON TYPE "State" IS 'states';
GRANT USAGE ON TYPE "State" TO reader;
-- data
INSERT INTO t (id) VALUES (1), (2);
-- migration
ALTER TYPE "State" ADD VALUE 'broken';
