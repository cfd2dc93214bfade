-- before
CREATE TABLE t (id int, n int);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM v;
GRANT SELECT ON v TO reader;
-- migration
CREATE OR REPLACE VIEW v AS SELECT id, n FROM t;
-- inverse
DROP VIEW public.w;
DROP VIEW public.v;
CREATE VIEW public.v AS
 SELECT id
   FROM public.t;
CREATE VIEW public.w AS
 SELECT id
   FROM public.v;
GRANT SELECT ON TABLE public.v TO reader;
