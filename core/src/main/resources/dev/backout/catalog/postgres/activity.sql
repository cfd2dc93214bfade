-- How many rows were ever inserted, updated and deleted in each system catalog (manual, 27.2.28 "Statistics Functions").
-- TOAST tables are written with their catalog, and the statistics of the planner are nobody's schema.
select
    c.oid,
    pg_catalog.pg_stat_get_tuples_inserted(c.oid)
    + pg_catalog.pg_stat_get_tuples_updated(c.oid)
    + pg_catalog.pg_stat_get_tuples_deleted(c.oid)
from pg_catalog.unnest(array[
    826, 1213, 1247, 1249, 1255, 1259, 1260, 1261, 1262, 1417, 1418, 2224, 2328, 2396, 2601, 2602, 2603, 2604, 2605,
    2606, 2607, 2608, 2609, 2610, 2611, 2612, 2615, 2616, 2617, 2618, 2620, 2753, 2964, 2995, 3079, 3118, 3256, 3381,
    3456, 3466, 3501, 3576, 3596, 3600, 3601, 3602, 3603, 3764, 6100, 6104, 6106, 6237, 6243]::oid[]) c (oid)
