-- Foreign servers (manual, 52.24 "pg_foreign_server").
select
    s.oid as root,
    s.oid as oid,
    s.srvname as name,
    w.fdwname as wrapper,
    s.srvtype as type,
    s.srvversion as version,
    s.srvoptions as options,
    pg_catalog.pg_get_userbyid(s.srvowner) as owner,
    coalesce(s.srvacl, pg_catalog.acldefault('S', s.srvowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_foreign_server s
join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
left join pg_catalog.pg_description d
    on d.objoid = s.oid and d.classoid = 1417 and d.objsubid = 0
where s.oid = any(?)
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1417 and e.objid = s.oid and e.deptype = 'e')
order by s.oid
