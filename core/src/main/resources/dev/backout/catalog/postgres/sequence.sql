-- Sequences (manual, 52.47 "pg_sequence"). One that depends on a column internally is that column's identity.
select
    c.oid as root,
    c.oid as oid,
    n.nspname as schema,
    c.relname as name,
    c.relpersistence = 'u' as unlogged,
    pg_catalog.format_type(s.seqtypid, null) as data_type,
    s.seqstart,
    s.seqincrement,
    s.seqmin,
    s.seqmax,
    s.seqcache,
    s.seqcycle,
    tn.nspname as owner_schema,
    tc.relname as owner_table,
    ta.attname as owner_column,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    coalesce(c.relacl, pg_catalog.acldefault('s', c.relowner))::text[] as acl,
    d.description as comment,
    array[]::text[] as parts
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_sequence s on s.seqrelid = c.oid
left join pg_catalog.pg_depend owned
    on owned.classid = 1259 and owned.objid = c.oid and owned.refclassid = 1259 and owned.deptype = 'a'
left join pg_catalog.pg_class tc on tc.oid = owned.refobjid
left join pg_catalog.pg_namespace tn on tn.oid = tc.relnamespace
left join pg_catalog.pg_attribute ta on ta.attrelid = owned.refobjid and ta.attnum = owned.refobjsubid
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 1259 and d.objsubid = 0
where c.oid = any(?)
  and c.relkind = 'S'
  and c.relpersistence <> 't'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1259 and e.objid = c.oid
        and (e.deptype = 'e' or (e.deptype = 'i' and e.refclassid = 1259)))
