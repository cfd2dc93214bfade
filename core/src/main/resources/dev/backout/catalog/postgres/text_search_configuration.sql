-- Text search configurations (manual, 52.59 "pg_ts_config").
select
    c.oid as root,
    c.oid as oid,
    n.nspname as schema,
    c.cfgname as name,
    pg_catalog.format('%I.%I', pn.nspname, p.prsname) as parser,
    array(
        select t.alias || ': ' || pg_catalog.string_agg(
            pg_catalog.format('%I.%I', dn.nspname, ds.dictname), ', ' order by m.mapseqno)
        from pg_catalog.pg_ts_config_map m
        join pg_catalog.ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
        join pg_catalog.pg_ts_dict ds on ds.oid = m.mapdict
        join pg_catalog.pg_namespace dn on dn.oid = ds.dictnamespace
        where m.mapcfg = c.oid
        group by t.alias
        order by t.alias) as mappings,
    pg_catalog.pg_get_userbyid(c.cfgowner) as owner,
    d.description as comment
from pg_catalog.pg_ts_config c
join pg_catalog.pg_namespace n on n.oid = c.cfgnamespace
join pg_catalog.pg_ts_parser p on p.oid = c.cfgparser
join pg_catalog.pg_namespace pn on pn.oid = p.prsnamespace
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 3602 and d.objsubid = 0
where c.oid = any(?)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 3602 and e.objid = c.oid and e.deptype = 'e')
order by c.oid
