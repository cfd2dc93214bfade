-- Tables, partitioned tables, partitions and foreign tables (manual, 52.11 "pg_class").
select
    c.oid as root,
    c.oid as oid,
    n.nspname as schema,
    c.relname as name,
    c.relpersistence = 'u' as unlogged,
    case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as partition_key,
    case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end as bound,
    array(
        select pn.nspname::text
        from pg_catalog.pg_inherits i
        join pg_catalog.pg_class p on p.oid = i.inhparent
        join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
        where i.inhrelid = c.oid
        order by i.inhseqno) as parent_schemas,
    array(
        select p.relname::text
        from pg_catalog.pg_inherits i
        join pg_catalog.pg_class p on p.oid = i.inhparent
        where i.inhrelid = c.oid
        order by i.inhseqno) as parent_names,
    case when c.reloftype <> 0 then pg_catalog.format_type(c.reloftype, null) end as of_type,
    c.reloptions as options,
    toast.reloptions as toast_options,
    am.amname as access_method,
    ts.spcname as tablespace,
    case when c.relkind = 'f' then 'd' else c.relreplident::text end as replica_identity,
    case when c.relreplident = 'i' then (
        select ic.relname
        from pg_catalog.pg_index i
        join pg_catalog.pg_class ic on ic.oid = i.indexrelid
        where i.indrelid = c.oid and i.indisreplident) end as replica_index,
    c.relrowsecurity as row_security,
    c.relforcerowsecurity as force_row_security,
    case when c.relhasindex then (
        select ic.relname
        from pg_catalog.pg_index i
        join pg_catalog.pg_class ic on ic.oid = i.indexrelid
        where i.indrelid = c.oid and i.indisclustered) end as clustered_on,
    fs.srvname as server,
    ft.ftoptions as server_options,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))::text[] as acl,
    d.description as comment,
    pg_catalog.array_remove(array[
        'column',
        case when exists (select from pg_catalog.pg_constraint x where x.conrelid = c.oid and x.contype <> 'n') then 'constraint' end,
        case when c.relhasindex then 'index' end,
        case when c.relhastriggers then 'trigger' end,
        case when c.relhasrules then 'rule' end,
        case when exists (select from pg_catalog.pg_policy x where x.polrelid = c.oid) then 'policy' end,
        case when exists (select from pg_catalog.pg_statistic_ext x where x.stxrelid = c.oid) then 'statistics' end
    ], null) as parts
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_class toast on toast.oid = c.reltoastrelid
left join pg_catalog.pg_am am on am.oid = c.relam and am.amname <> 'heap'
left join pg_catalog.pg_tablespace ts on ts.oid = c.reltablespace
left join pg_catalog.pg_foreign_table ft on ft.ftrelid = c.oid
left join pg_catalog.pg_foreign_server fs on fs.oid = ft.ftserver
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 1259 and d.objsubid = 0
where c.oid = any(?)
  and c.relkind in ('r', 'p', 'f')
  and c.relpersistence <> 't'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1259 and e.objid = c.oid and e.deptype = 'e')
