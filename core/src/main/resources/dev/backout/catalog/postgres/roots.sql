-- The roots of all units that may exist: rows that initdb did not make, and the few of initdb's that
-- the owner of a database can change. What belongs to an extension is left out by each kind's own query.
select 1259 as catalog, c.oid as oid
from pg_catalog.pg_class c
where c.oid >= 16384 and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S') and c.relpersistence <> 't'
union all
select 1247, t.oid
from pg_catalog.pg_type t
left join pg_catalog.pg_class c on c.oid = t.typrelid
where t.oid >= 16384 and t.typtype in ('e', 'd', 'c', 'r') and (t.typrelid = 0 or c.relkind = 'c')
union all
select 1255, oid from pg_catalog.pg_proc where oid >= 16384
union all
select 2615, oid from pg_catalog.pg_namespace where oid >= 16384 or oid = 2200
union all
select 3079, oid from pg_catalog.pg_extension
union all
select 2605, oid from pg_catalog.pg_cast where oid >= 16384
union all
select 2617, oid from pg_catalog.pg_operator where oid >= 16384
union all
select 2753, oid from pg_catalog.pg_opfamily where oid >= 16384
union all
select 2616, oid from pg_catalog.pg_opclass where oid >= 16384
union all
select 3456, oid from pg_catalog.pg_collation where oid >= 16384
union all
select 3602, oid from pg_catalog.pg_ts_config where oid >= 16384
union all
select 3600, oid from pg_catalog.pg_ts_dict where oid >= 16384
union all
select 2328, oid from pg_catalog.pg_foreign_data_wrapper where oid >= 16384
union all
select 1417, oid from pg_catalog.pg_foreign_server where oid >= 16384
union all
select 1418, umid from pg_catalog.pg_user_mappings where umid >= 16384
union all
select 826, oid from pg_catalog.pg_default_acl where oid >= 16384
union all
select 3466, oid from pg_catalog.pg_event_trigger where oid >= 16384
union all
select 6104, oid from pg_catalog.pg_publication where oid >= 16384
