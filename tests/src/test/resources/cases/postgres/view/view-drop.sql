-- before
GRANT ALL ON SCHEMA public TO writer, "Odd Role";
CREATE TABLE t (id int, n int);
CREATE VIEW v (a, b) WITH (security_barrier = true) AS SELECT id, n FROM t WHERE n > 0 WITH CASCADED CHECK OPTION;
ALTER VIEW v ALTER COLUMN b SET DEFAULT 5;
COMMENT ON VIEW v IS 'it''s';
COMMENT ON COLUMN v.a IS 'aa';
GRANT SELECT, INSERT ON v TO reader;
GRANT UPDATE (b) ON v TO writer;
ALTER VIEW v OWNER TO writer;
-- migration
DROP VIEW v;
-- inverse
CREATE VIEW public.v WITH (check_option = 'cascaded', security_barrier = true) AS
 SELECT id AS a,
    n AS b
   FROM public.t
  WHERE (n > 0);
ALTER VIEW public.v ALTER COLUMN b SET DEFAULT 5;
ALTER VIEW public.v OWNER TO writer;
GRANT INSERT, SELECT ON TABLE public.v TO reader;
COMMENT ON VIEW public.v IS 'it''s';
COMMENT ON COLUMN public.v.a IS 'aa';
GRANT UPDATE (b) ON TABLE public.v TO writer;
-- hazards
drops-view
-- data-verdict none
