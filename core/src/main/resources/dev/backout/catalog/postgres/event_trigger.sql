-- Event triggers (manual, 52.21 "pg_event_trigger").
select
    t.oid as root,
    t.oid as oid,
    t.evtname as name,
    t.evtevent as event,
    t.evttags as tags,
    pg_catalog.format('%I.%I', fns.nspname, f.proname) as function,
    t.evtenabled::text as state,
    pg_catalog.pg_get_userbyid(t.evtowner) as owner,
    d.description as comment
from pg_catalog.pg_event_trigger t
join pg_catalog.pg_proc f on f.oid = t.evtfoid
join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
left join pg_catalog.pg_description d
    on d.objoid = t.oid and d.classoid = 3466 and d.objsubid = 0
where t.oid = any(?)
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 3466 and e.objid = t.oid and e.deptype = 'e')
order by t.oid
