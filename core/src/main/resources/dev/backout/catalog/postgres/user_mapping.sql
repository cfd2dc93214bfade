-- User mappings, through the view that hides options which are none of the reader's business
-- (manual, 53.36 "pg_user_mappings").
select
    m.umid as root,
    m.umid as oid,
    m.srvname as server,
    case when m.umuser = 0 then '' else m.usename end as user_name,
    m.umoptions as options
from pg_catalog.pg_user_mappings m
where m.umid = any(?)
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1418 and e.objid = m.umid and e.deptype = 'e')
order by m.umid
