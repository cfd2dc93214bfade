-- Row security policies (manual, 52.38 "pg_policy"). Role 0 is PUBLIC.
select
    p.polrelid as root,
    p.oid as oid,
    n.nspname as schema,
    c.relname as table_name,
    p.polname as name,
    case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end as command,
    p.polpermissive as permissive,
    array(
        select case when r.oid = 0 then '' else pg_catalog.pg_get_userbyid(r.oid)::text end
        from pg_catalog.unnest(p.polroles) r (oid)) as roles,
    pg_catalog.pg_get_expr(p.polqual, p.polrelid) as using_expression,
    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as check_expression,
    d.description as comment
from pg_catalog.pg_policy p
join pg_catalog.pg_class c on c.oid = p.polrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_description d
    on d.objoid = p.oid and d.classoid = 3256 and d.objsubid = 0
where p.polrelid = any(?)
order by p.polrelid, p.polname
