-- Range types (manual, 52.40 "pg_range").
select
    t.oid as root,
    t.oid as oid,
    n.nspname as schema,
    t.typname as name,
    pg_catalog.format_type(r.rngsubtype, null) as subtype,
    (select pg_catalog.format('%I.%I', ns.nspname, o.opcname)
     from pg_catalog.pg_opclass o
     join pg_catalog.pg_namespace ns on ns.oid = o.opcnamespace
     where o.oid = r.rngsubopc and not o.opcdefault) as operator_class,
    (select pg_catalog.format('%I.%I', ns.nspname, c.collname)
     from pg_catalog.pg_collation c
     join pg_catalog.pg_namespace ns on ns.oid = c.collnamespace
     where c.oid = r.rngcollation and c.oid <> s.typcollation) as collation,
    (select pg_catalog.format('%I.%I', ns.nspname, p.proname)
     from pg_catalog.pg_proc p
     join pg_catalog.pg_namespace ns on ns.oid = p.pronamespace
     where p.oid = r.rngcanonical) as canonical,
    (select pg_catalog.format('%I.%I', ns.nspname, p.proname)
     from pg_catalog.pg_proc p
     join pg_catalog.pg_namespace ns on ns.oid = p.pronamespace
     where p.oid = r.rngsubdiff) as difference,
    (select pg_catalog.format('%I.%I', ns.nspname, m.typname)
     from pg_catalog.pg_type m
     join pg_catalog.pg_namespace ns on ns.oid = m.typnamespace
     where m.oid = r.rngmultitypid) as multirange,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_type t
join pg_catalog.pg_range r on r.rngtypid = t.oid
join pg_catalog.pg_type s on s.oid = r.rngsubtype
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_description d
    on d.objoid = t.oid and d.classoid = 1247 and d.objsubid = 0
where t.oid = any(?)
  and t.typtype = 'r'
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1247 and e.objid = t.oid and e.deptype = 'e')
order by t.oid
