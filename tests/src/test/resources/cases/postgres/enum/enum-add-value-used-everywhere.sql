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
-- inverse
DROP INDEX public.t_flip;
ALTER TABLE public.t ALTER COLUMN list DROP DEFAULT, ALTER COLUMN s DROP DEFAULT;
DROP POLICY p ON public.t;
DROP VIEW public.v;
DROP MATERIALIZED VIEW public.mv;
DROP INDEX public.t_s;
ALTER TABLE public.t DROP CONSTRAINT t_check;
ALTER TABLE public.t DROP COLUMN g;
DROP FUNCTION public.flip(public."State");
ALTER TYPE public."State" RENAME TO "State_old";
CREATE TYPE public."State" AS ENUM ('on', 'off');
ALTER TABLE public.t ALTER COLUMN list TYPE public."State"[] USING list::text::public."State"[], ALTER COLUMN s TYPE public."State" USING s::text::public."State";
DROP TYPE public."State_old";
CREATE OR REPLACE FUNCTION public.flip(s public."State")
 RETURNS public."State"
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT CASE s WHEN 'on'::public."State" THEN 'off'::public."State" ELSE 'on' END$function$;
ALTER TABLE public.t ALTER COLUMN list SET DEFAULT ARRAY['on'::public."State", 'off'::public."State"], ALTER COLUMN s SET DEFAULT 'on'::public."State";
ALTER TABLE public.t ADD COLUMN g boolean GENERATED ALWAYS AS (s = 'on'::public."State") STORED;
CREATE VIEW public.v AS
 SELECT id,
    public.flip(s) AS s
   FROM public.t
  WHERE (s = 'on'::public."State");
CREATE MATERIALIZED VIEW public.mv AS
 SELECT s,
    count(*) AS n
   FROM public.t
  GROUP BY s;
ALTER TABLE public.t ADD CONSTRAINT t_check CHECK ((s <> 'off'::public."State") OR (id > 0));
CREATE UNIQUE INDEX mv_s ON public.mv (s);
CREATE INDEX t_flip ON public.t (public.flip(s));
CREATE INDEX t_s ON public.t (s) WHERE (s = 'on'::public."State");
CREATE POLICY p ON public.t
    USING (s = 'on'::public."State");
GRANT USAGE ON TYPE public."State" TO reader;
COMMENT ON TYPE public."State" IS 'states';
GRANT SELECT ON TABLE public.v TO reader;
-- hazards
adds-enum-value
