-- Foreign-data wrappers (manual, 52.23 "pg_foreign_data_wrapper").
select
    w.oid as root,
    w.oid as oid,
    w.fdwname as name,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = w.fdwhandler) as handler,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = w.fdwvalidator) as validator,
    w.fdwoptions as options,
    pg_catalog.pg_get_userbyid(w.fdwowner) as owner,
    coalesce(w.fdwacl, pg_catalog.acldefault('F', w.fdwowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_foreign_data_wrapper w
left join pg_catalog.pg_description d
    on d.objoid = w.oid and d.classoid = 2328 and d.objsubid = 0
where w.oid = any(?)
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 2328 and e.objid = w.oid and e.deptype = 'e')
order by w.oid
