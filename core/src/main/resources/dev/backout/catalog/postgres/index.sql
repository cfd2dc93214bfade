-- Indexes that no constraint owns (manual, 52.26 "pg_index").
select
    i.indrelid as root,
    i.indexrelid as oid,
    n.nspname as schema,
    ic.relname as name,
    c.relname as table_name,
    c.relkind::text as table_kind,
    pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
    i.indisunique as is_unique,
    i.indisvalid and i.indisready and i.indislive as valid,
    pn.nspname as parent_schema,
    pc.relname as parent_name,
    ts.spcname as tablespace,
    array(
        select a.attnum::text || '=' || a.attstattarget
        from pg_catalog.pg_attribute a
        where a.attrelid = i.indexrelid and a.attstattarget >= 0 and a.attnum > 0
        order by a.attnum) as statistics,
    d.description as comment
from pg_catalog.pg_index i
join pg_catalog.pg_class ic on ic.oid = i.indexrelid
join pg_catalog.pg_class c on c.oid = i.indrelid
join pg_catalog.pg_namespace n on n.oid = ic.relnamespace
left join pg_catalog.pg_inherits inh on inh.inhrelid = i.indexrelid and ic.relispartition
left join pg_catalog.pg_class pc on pc.oid = inh.inhparent
left join pg_catalog.pg_namespace pn on pn.oid = pc.relnamespace
left join pg_catalog.pg_tablespace ts on ts.oid = ic.reltablespace
left join pg_catalog.pg_description d
    on d.objoid = i.indexrelid and d.classoid = 1259 and d.objsubid = 0
where i.indrelid = any(?)
  and not exists (
      select from pg_catalog.pg_constraint con
      where con.conrelid = i.indrelid and con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x'))
order by i.indrelid, ic.relname
