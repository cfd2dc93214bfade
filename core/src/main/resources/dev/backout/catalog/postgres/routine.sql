-- Functions, procedures and window functions (manual, 52.39 "pg_proc"). What depends on a type
-- internally is a range type's constructor and no object of its own.
select
    p.oid as root,
    p.oid as oid,
    n.nspname as schema,
    p.proname as name,
    pg_catalog.oidvectortypes(p.proargtypes) as identity,
    p.prokind::text as kind,
    pg_catalog.rtrim(pg_catalog.pg_get_functiondef(p.oid), E'\n') as definition,
    pg_catalog.pg_get_function_result(p.oid) as result,
    pg_catalog.pg_get_function_arguments(p.oid) as arguments,
    pg_catalog.pg_get_userbyid(p.proowner) as owner,
    coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
left join pg_catalog.pg_description d
    on d.objoid = p.oid and d.classoid = 1255 and d.objsubid = 0
where p.oid = any(?)
  and p.prokind <> 'a'
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1255 and e.objid = p.oid and e.deptype in ('e', 'i'))
order by p.oid
