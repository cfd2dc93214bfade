-- Free-standing composite types; their attributes are those of a hidden relation.
select
    t.oid as root,
    t.oid as oid,
    n.nspname as schema,
    t.typname as name,
    array(
        select a.attnum::text from pg_catalog.pg_attribute a
        where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as numbers,
    array(
        select a.attname::text from pg_catalog.pg_attribute a
        where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as field_names,
    array(
        select pg_catalog.format_type(a.atttypid, a.atttypmod) from pg_catalog.pg_attribute a
        where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as types,
    array(
        select (
            select pg_catalog.format('%I.%I', cn.nspname, co.collname)
            from pg_catalog.pg_collation co
            join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
            join pg_catalog.pg_type ft on ft.oid = a.atttypid
            where co.oid = a.attcollation and a.attcollation <> ft.typcollation) from pg_catalog.pg_attribute a
        where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as collations,
    array(
        select (
            select f.description from pg_catalog.pg_description f
            where f.objoid = a.attrelid and f.classoid = 1259 and f.objsubid = a.attnum) from pg_catalog.pg_attribute a
        where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as comments,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_type t
join pg_catalog.pg_class c on c.oid = t.typrelid and c.relkind = 'c'
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_description d
    on d.objoid = t.oid and d.classoid = 1247 and d.objsubid = 0
where t.oid = any(?)
  and t.typtype = 'c'
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1247 and e.objid = t.oid and e.deptype = 'e')
order by t.oid
