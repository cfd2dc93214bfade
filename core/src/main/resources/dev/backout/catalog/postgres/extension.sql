-- Extensions (manual, 52.22 "pg_extension").
select
    x.oid as root,
    x.oid as oid,
    x.extname as name,
    n.nspname as schema,
    x.extversion as version,
    d.description as comment
from pg_catalog.pg_extension x
join pg_catalog.pg_namespace n on n.oid = x.extnamespace
left join pg_catalog.pg_description d
    on d.objoid = x.oid and d.classoid = 3079 and d.objsubid = 0
where x.oid = any(?)
order by x.oid
