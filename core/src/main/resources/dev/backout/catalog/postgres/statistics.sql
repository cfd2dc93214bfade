-- Extended statistics (manual, 52.52 "pg_statistic_ext"). Their columns are kept, and printed, in physical order;
-- here they are in the order of their names.
select
    s.stxrelid as root,
    s.oid as oid,
    n.nspname as schema,
    s.stxname as name,
    tn.nspname as table_schema,
    c.relname as table_name,
    c.relkind::text as table_kind,
    coalesce(
        replace(pg_catalog.pg_get_statisticsobjdef(s.oid), ' ON ' || cols.printed, ' ON ' || cols.sorted),
        pg_catalog.pg_get_statisticsobjdef(s.oid)) as definition,
    nullif(s.stxstattarget, -1) as target,
    pg_catalog.pg_get_userbyid(s.stxowner) as owner,
    d.description as comment
from pg_catalog.pg_statistic_ext s
join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
join pg_catalog.pg_class c on c.oid = s.stxrelid
join pg_catalog.pg_namespace tn on tn.oid = c.relnamespace
cross join lateral (
    select
        pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attnum) as printed,
        pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attname) as sorted
    from pg_catalog.pg_attribute a
    where a.attrelid = s.stxrelid and a.attnum = any(s.stxkeys)) cols
left join pg_catalog.pg_description d
    on d.objoid = s.oid and d.classoid = 3381 and d.objsubid = 0
where s.stxrelid = any(?)
order by s.stxrelid, n.nspname, s.stxname
