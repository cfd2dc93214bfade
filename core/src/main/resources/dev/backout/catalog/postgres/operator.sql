-- Operators (manual, 52.34 "pg_operator"); without a function one is only a shell.
select
    o.oid as root,
    o.oid as oid,
    n.nspname as schema,
    o.oprname as name,
    case when o.oprleft = 0 then 'NONE' else pg_catalog.format_type(o.oprleft, null) end as left_type,
    case when o.oprright = 0 then 'NONE' else pg_catalog.format_type(o.oprright, null) end as right_type,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = o.oprcode::oid) as function,
    (select pg_catalog.format('OPERATOR(%I.%s)', r.nspname, q.oprname)
     from pg_catalog.pg_operator q
     join pg_catalog.pg_namespace r on r.oid = q.oprnamespace
     where q.oid = o.oprcom) as commutator,
    (select pg_catalog.format('OPERATOR(%I.%s)', r.nspname, q.oprname)
     from pg_catalog.pg_operator q
     join pg_catalog.pg_namespace r on r.oid = q.oprnamespace
     where q.oid = o.oprnegate) as negator,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = o.oprrest::oid) as restrict_function,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = o.oprjoin::oid) as join_function,
    o.oprcanhash as hashes,
    o.oprcanmerge as merges,
    pg_catalog.pg_get_userbyid(o.oprowner) as owner,
    d.description as comment
from pg_catalog.pg_operator o
join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
left join pg_catalog.pg_description d
    on d.objoid = o.oid and d.classoid = 2617 and d.objsubid = 0
where o.oid = any(?)
  and o.oprcode <> 0
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 2617 and e.objid = o.oid and e.deptype = 'e')
order by o.oid
