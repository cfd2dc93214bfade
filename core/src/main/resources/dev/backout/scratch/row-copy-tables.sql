-- Tables that hold rows themselves and belong to the role that asks, with the columns that can be written.
select
    n.nspname as schema,
    c.relname as name,
    pg_catalog.pg_relation_size(c.oid) > 0 as filled,
    c.relrowsecurity and c.relforcerowsecurity as forced,
    array(
        select a.attname::text
        from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum
    ) as columns
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r'
  and c.relpersistence <> 't'
  and c.oid >= 16384
  and n.nspname <> all (?)
  and pg_catalog.pg_has_role(c.relowner, 'USAGE')
order by 1, 2
