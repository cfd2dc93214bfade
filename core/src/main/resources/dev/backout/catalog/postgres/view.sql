-- Views and materialized views. Per column: its grants joined by U+001F, and what ALTER ... ALTER COLUMN set.
select
    c.oid as root,
    c.oid as oid,
    n.nspname as schema,
    c.relname as name,
    c.relkind = 'm' as materialized,
    pg_catalog.pg_get_viewdef(c.oid) as definition,
    c.reloptions as options,
    toast.reloptions as toast_options,
    am.amname as access_method,
    ts.spcname as tablespace,
    c.relispopulated as populated,
    cols.names as column_names,
    cols.types as column_types,
    cols.collations as column_collations,
    cols.defaults as column_defaults,
    cols.options as column_options,
    cols.acls as column_acls,
    cols.comments as column_comments,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))::text[] as acl,
    d.description as comment,
    pg_catalog.array_remove(array[
        case when c.relhasindex then 'index' end,
        case when c.relhastriggers then 'trigger' end,
        'rule',
        case when c.relkind = 'm' then 'statistics' end
    ], null) as parts
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral (
    select
        pg_catalog.array_agg(a.attname::text order by a.attnum) as names,
        pg_catalog.array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) order by a.attnum) as types,
        pg_catalog.array_agg(
            case when a.attcollation <> 0 and a.attcollation <> t.typcollation then (
                select pg_catalog.format('%I.%I', cn.nspname, co.collname)
                from pg_catalog.pg_collation co
                join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
                where co.oid = a.attcollation) end
            order by a.attnum) as collations,
        pg_catalog.array_agg(pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) order by a.attnum) as defaults,
        pg_catalog.array_agg(
            pg_catalog.array_to_string(
                case when a.attstorage <> t.typstorage then array[
                    case a.attstorage when 'p' then 'storage=PLAIN' when 'e' then 'storage=EXTERNAL'
                        when 'm' then 'storage=MAIN' else 'storage=EXTENDED' end] end
                || case a.attcompression when 'p' then array['compression=pglz'] when 'l' then array['compression=lz4'] end
                || case when a.attstattarget >= 0 then array['statistics=' || a.attstattarget] end
                || a.attoptions,
                U&'\001F')
            order by a.attnum) as options,
        pg_catalog.array_agg(pg_catalog.array_to_string(a.attacl::text[], U&'\001F') order by a.attnum) as acls,
        pg_catalog.array_agg(ad_comment.description order by a.attnum) as comments
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    left join pg_catalog.pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum and a.atthasdef
    left join pg_catalog.pg_description ad_comment
        on ad_comment.objoid = a.attrelid and ad_comment.classoid = 1259 and ad_comment.objsubid = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) cols
left join pg_catalog.pg_class toast on toast.oid = c.reltoastrelid
left join pg_catalog.pg_am am on am.oid = c.relam and am.amname <> 'heap'
left join pg_catalog.pg_tablespace ts on ts.oid = c.reltablespace
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 1259 and d.objsubid = 0
where c.oid = any(?)
  and c.relkind in ('v', 'm')
  and c.relpersistence <> 't'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1259 and e.objid = c.oid and e.deptype = 'e')
