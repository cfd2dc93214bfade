-- Publications (manual, 52.41 "pg_publication"). The columns of the tables' column lists come as two
-- arrays, the table's number and the column's name.
select
    p.oid as root,
    p.oid as oid,
    p.pubname as name,
    p.puballtables as all_tables,
    array(
        select n.nspname::text from pg_catalog.pg_publication_rel r
        join pg_catalog.pg_class c on c.oid = r.prrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where r.prpubid = p.oid
        order by n.nspname, c.relname) as table_schemas,
    array(
        select c.relname::text from pg_catalog.pg_publication_rel r
        join pg_catalog.pg_class c on c.oid = r.prrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where r.prpubid = p.oid
        order by n.nspname, c.relname) as table_names,
    array(
        select c.oid::text from pg_catalog.pg_publication_rel r
        join pg_catalog.pg_class c on c.oid = r.prrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where r.prpubid = p.oid
        order by n.nspname, c.relname) as table_oids,
    array(select null::text from pg_catalog.pg_publication_rel r where r.prpubid = p.oid) as filters, --[<15]
    null::text[] as column_tables, --[<15]
    null::text[] as column_names, --[<15]
    null::text[] as schemas, --[<15]
    array( --[15+]
        select pg_catalog.pg_get_expr(r.prqual, r.prrelid) from pg_catalog.pg_publication_rel r --[15+]
        join pg_catalog.pg_class c on c.oid = r.prrelid --[15+]
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace --[15+]
        where r.prpubid = p.oid --[15+]
        order by n.nspname, c.relname) as filters, --[15+]
    array( --[15+]
        select r.prrelid::text from pg_catalog.pg_publication_rel r --[15+]
        join pg_catalog.pg_attribute a on a.attrelid = r.prrelid and a.attnum = any(r.prattrs) --[15+]
        where r.prpubid = p.oid --[15+]
        order by a.attname) as column_tables, --[15+]
    array( --[15+]
        select a.attname::text from pg_catalog.pg_publication_rel r --[15+]
        join pg_catalog.pg_attribute a on a.attrelid = r.prrelid and a.attnum = any(r.prattrs) --[15+]
        where r.prpubid = p.oid --[15+]
        order by a.attname) as column_names, --[15+]
    array( --[15+]
        select n.nspname::text from pg_catalog.pg_publication_namespace s --[15+]
        join pg_catalog.pg_namespace n on n.oid = s.pnnspid --[15+]
        where s.pnpubid = p.oid --[15+]
        order by n.nspname) as schemas, --[15+]
    pg_catalog.concat_ws(', ',
        case when p.pubinsert then 'insert' end,
        case when p.pubupdate then 'update' end,
        case when p.pubdelete then 'delete' end,
        case when p.pubtruncate then 'truncate' end) as publish,
    p.pubviaroot as via_root,
    null::text as generated_columns, --[<18]
    case p.pubgencols when 's' then 'stored' else 'none' end as generated_columns, --[18+]
    pg_catalog.pg_get_userbyid(p.pubowner) as owner,
    d.description as comment
from pg_catalog.pg_publication p
left join pg_catalog.pg_description d
    on d.objoid = p.oid and d.classoid = 6104 and d.objsubid = 0
where p.oid = any(?)
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 6104 and e.objid = p.oid and e.deptype = 'e')
order by p.oid
