-- Text search dictionaries (manual, 52.61 "pg_ts_dict").
select
    c.oid as root,
    c.oid as oid,
    n.nspname as schema,
    c.dictname as name,
    pg_catalog.format('%I.%I', tn.nspname, t.tmplname) as template,
    c.dictinitoption as options,
    pg_catalog.pg_get_userbyid(c.dictowner) as owner,
    d.description as comment
from pg_catalog.pg_ts_dict c
join pg_catalog.pg_namespace n on n.oid = c.dictnamespace
join pg_catalog.pg_ts_template t on t.oid = c.dicttemplate
join pg_catalog.pg_namespace tn on tn.oid = t.tmplnamespace
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 3600 and d.objsubid = 0
where c.oid = any(?)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 3600 and e.objid = c.oid and e.deptype = 'e')
order by c.oid
