-- Schemas (manual, 52.32 "pg_namespace").
select
    n.oid as root,
    n.oid as oid,
    n.nspname as name,
    pg_catalog.pg_get_userbyid(n.nspowner) as owner,
    coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_namespace n
left join pg_catalog.pg_description d
    on d.objoid = n.oid and d.classoid = 2615 and d.objsubid = 0
where n.oid = any(?)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 2615 and e.objid = n.oid and e.deptype = 'e')
order by n.oid
