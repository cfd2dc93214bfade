-- Columns of tables (manual, 52.7 "pg_attribute"); an identity's sequence depends on its column internally.
-- NOT NULL is looked up once for each table: for each column anew, or joined without an index, it takes
-- time by the square of the number of columns.
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
    nn.names[k.at] as not_null_name, --[18+]
    nn.valid[k.at] as not_null_valid, --[18+]
    nn.no_inherit[k.at] as not_null_no_inherit, --[18+]
    case when k.at is not null then (select description from pg_catalog.pg_description where objoid = nn.oids[k.at] and classoid = 2606) end as not_null_comment, --[18+]
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
    case when sc.oid is not null then coalesce(sc.relacl, pg_catalog.acldefault('s', sc.relowner)) end::text[] as sequence_acl,
    case when sc.oid is not null then (
        select description from pg_catalog.pg_description where objoid = sc.oid and classoid = 1259 and objsubid = 0) end as sequence_comment,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    a.attacl::text[] as acl,
    d.description as comment
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral ( --[18+]
    select --[18+]
        pg_catalog.array_agg(x.conkey[1]) as attnums, --[18+]
        pg_catalog.array_agg(x.oid) as oids, --[18+]
        pg_catalog.array_agg(x.conname) as names, --[18+]
        pg_catalog.array_agg(x.convalidated) as valid, --[18+]
        pg_catalog.array_agg(x.connoinherit) as no_inherit --[18+]
    from pg_catalog.pg_constraint x --[18+]
    where x.conrelid = c.oid and x.contype = 'n' --[18+]
    offset 0) nn --[18+]
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
cross join lateral ( --[18+]
    select case when a.attnotnull then pg_catalog.array_position(nn.attnums, a.attnum) end as at --[18+]
    offset 0) k --[18+]
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
