-- Constraints of tables (manual, 52.13 "pg_constraint"). NOT NULL belongs to its column, and a constraint
-- trigger is a trigger. A foreign key to a partitioned table has hidden copies on the same table, one per partition.
select
    con.conrelid as root,
    con.oid as oid,
    n.nspname as schema,
    c.relname as table_name,
    con.conname as name,
    con.contype::text as type,
    pg_catalog.pg_get_constraintdef(con.oid) as definition,
    array(
        select a.attname::text
        from pg_catalog.unnest(con.conkey) with ordinality k (attnum, position)
        join pg_catalog.pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.attnum
        order by k.position) as columns,
    rn.nspname as referenced_schema,
    rc.relname as referenced_table,
    con.convalidated as validated,
    true as enforced, --[<18]
    con.conenforced as enforced, --[18+]
    con.conparentid <> 0 or (con.coninhcount > 0 and not con.conislocal) as inherited,
    ic.reloptions as index_options,
    ts.spcname as tablespace,
    d.description as comment
from pg_catalog.pg_constraint con
join pg_catalog.pg_class c on c.oid = con.conrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_class rc on rc.oid = con.confrelid and con.contype = 'f'
left join pg_catalog.pg_namespace rn on rn.oid = rc.relnamespace
left join pg_catalog.pg_class ic on ic.oid = con.conindid and con.contype in ('p', 'u', 'x')
left join pg_catalog.pg_tablespace ts on ts.oid = ic.reltablespace
left join pg_catalog.pg_constraint parent on parent.oid = con.conparentid
left join pg_catalog.pg_description d
    on d.objoid = con.oid and d.classoid = 2606 and d.objsubid = 0
where con.conrelid = any(?)
  and con.contype in ('p', 'u', 'f', 'c', 'x')
  and (parent.conrelid is null or parent.conrelid <> con.conrelid)
order by con.conrelid, con.conname, con.oid
