-- Columns of tables (manual, 52.7 "pg_attribute"); an identity's sequence depends on its column internally.
-- NOT NULL is looked up once: for every column anew, it takes time by the square of a table's width.
with not_null as materialized ( --[18+]
    select conrelid, conkey[1] as attnum, oid, conname, convalidated, connoinherit --[18+]
    from pg_catalog.pg_constraint --[18+]
    where conrelid = any(?) and contype = 'n') --[18+]
select
    a.attrelid as root,
    a.attrelid as oid,
    a.attnum as sub,
    n.nspname as schema,
    c.relname as table_name,
    a.attname as name,
    pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    case when a.attcollation <> 0 and a.attcollation <> t.typcollation then (
        select pg_catalog.format('%I.%I', cn.nspname, co.collname)
        from pg_catalog.pg_collation co
        join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
        where co.oid = a.attcollation) end as collation,
    a.attnotnull as not_null,
    null::text as not_null_name, --[<18]
    true as not_null_valid, --[<18]
    false as not_null_no_inherit, --[<18]
    null::text as not_null_comment, --[<18]
    nn.conname as not_null_name, --[18+]
    nn.convalidated as not_null_valid, --[18+]
    nn.connoinherit as not_null_no_inherit, --[18+]
    case when nn.oid is not null then (select description from pg_catalog.pg_description where objoid = nn.oid and classoid = 2606) end as not_null_comment, --[18+]
    case when a.atthasdef then (
        select pg_catalog.pg_get_expr(ad.adbin, ad.adrelid)
        from pg_catalog.pg_attrdef ad
        where ad.adrelid = a.attrelid and ad.adnum = a.attnum) end as expression,
    a.attgenerated::text as generated,
    a.attidentity::text as identity,
    case when a.attstorage <> t.typstorage then
        case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' when 'x' then 'EXTENDED' end
    end as storage,
    case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
    nullif(a.attstattarget, -1) as statistics,
    a.attoptions as options,
    a.attfdwoptions as foreign_options,
    a.attinhcount > 0 and not a.attislocal as inherited,
    sn.nspname as sequence_schema,
    sc.relname as sequence_name,
    sc.relpersistence = 'u' as sequence_unlogged,
    pg_catalog.format_type(s.seqtypid, null) as data_type,
    s.seqstart,
    s.seqincrement,
    s.seqmin,
    s.seqmax,
    s.seqcache,
    s.seqcycle,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    a.attacl::text[] as acl,
    d.description as comment
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join not_null nn on nn.conrelid = a.attrelid and nn.attnum = a.attnum and a.attnotnull --[18+]
-- The offset keeps the planner from asking for the sequence of a column that has none.
left join lateral (
    select d.objid
    from pg_catalog.pg_depend d
    where d.refclassid = 1259 and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
      and d.classid = 1259 and d.deptype = 'i' and a.attidentity <> ''
    offset 0) sd on true
left join pg_catalog.pg_sequence s on s.seqrelid = sd.objid
left join pg_catalog.pg_class sc on sc.oid = s.seqrelid
left join pg_catalog.pg_namespace sn on sn.oid = sc.relnamespace
left join pg_catalog.pg_description d
    on d.objoid = a.attrelid and d.classoid = 1259 and d.objsubid = a.attnum
where c.oid = any(?)
  and c.relkind in ('r', 'p', 'f')
order by a.attrelid, a.attnum
