-- before
CREATE TABLE t (id int, "A a" int, b int);
GRANT SELECT (id, b) ON t TO reader;
-- migration
REVOKE SELECT (b) ON t FROM reader;
GRANT UPDATE ("A a"), INSERT ("A a", id) ON t TO writer WITH GRANT OPTION;
-- inverse
REVOKE INSERT ("A a"), UPDATE ("A a") ON TABLE public.t FROM writer;
GRANT SELECT (b) ON TABLE public.t TO reader;
REVOKE INSERT (id) ON TABLE public.t FROM writer;
-- hazards
grants-change
