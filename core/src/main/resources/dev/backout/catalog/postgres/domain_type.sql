-- Domains (manual, 52.64 "pg_type"). From PostgreSQL 17 on NOT NULL is a constraint with a name; one
-- with another name than the server chooses is an object of its own, see domain_constraint.sql.
select
    t.oid as root,
    t.oid as oid,
    n.nspname as schema,
    t.typname as name,
    pg_catalog.format_type(t.typbasetype, t.typtypmod) as base_type,
    case when t.typcollation <> 0 and t.typcollation <> b.typcollation then (
        select pg_catalog.format('%I.%I', cn.nspname, co.collname)
        from pg_catalog.pg_collation co
        join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
        where co.oid = t.typcollation) end as collation,
    pg_catalog.pg_get_expr(t.typdefaultbin, 0) as default_expression,
    t.typnotnull as not_null, --[<17]
    t.typnotnull and not exists ( --[17+]
        select from pg_catalog.pg_constraint nn --[17+]
        where nn.contypid = t.oid and nn.contype = 'n' --[17+]
          and nn.conname <> pg_catalog.left(t.typname::text, 54) || '_not_null') as not_null, --[17+]
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
join pg_catalog.pg_type b on b.oid = t.typbasetype
left join pg_catalog.pg_description d
    on d.objoid = t.oid and d.classoid = 1247 and d.objsubid = 0
where t.oid = any(?)
  and t.typtype = 'd'
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1247 and e.objid = t.oid and e.deptype = 'e')
order by t.oid
