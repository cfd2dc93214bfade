-- Enum types (manual, 52.20 "pg_enum").
select
    t.oid as root,
    t.oid as oid,
    n.nspname as schema,
    t.typname as name,
    array(
        select l.oid::text from pg_catalog.pg_enum l
        where l.enumtypid = t.oid
        order by l.enumsortorder) as label_oids,
    array(
        select l.enumlabel::text from pg_catalog.pg_enum l
        where l.enumtypid = t.oid
        order by l.enumsortorder) as labels,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_description d
    on d.objoid = t.oid and d.classoid = 1247 and d.objsubid = 0
where t.oid = any(?)
  and t.typtype = 'e'
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1247 and e.objid = t.oid and e.deptype = 'e')
order by t.oid
