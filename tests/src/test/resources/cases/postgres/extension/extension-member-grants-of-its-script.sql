-- before
CREATE EXTENSION pg_buffercache;
GRANT SELECT ON pg_buffercache TO reader;
REVOKE SELECT ON pg_buffercache FROM pg_monitor;
-- migration
GRANT SELECT ON pg_buffercache TO pg_monitor;
REVOKE SELECT ON pg_buffercache FROM reader;
REVOKE ALL ON FUNCTION pg_buffercache_pages() FROM pg_monitor;
-- needs superuser
-- inverse
GRANT EXECUTE ON FUNCTION public.pg_buffercache_pages() TO pg_monitor;
REVOKE SELECT ON TABLE public.pg_buffercache FROM pg_monitor;
GRANT SELECT ON TABLE public.pg_buffercache TO reader;
-- hazards
grants-change
