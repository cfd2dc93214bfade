-- Collations (manual, 52.12 "pg_collation"). The locale of ICU and of the built-in provider has moved
-- from column to column: collcollate, from 15 on colliculocale, from 17 on colllocale.
select
    c.oid as root,
    c.oid as oid,
    n.nspname as schema,
    c.collname as name,
    case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end as provider,
    c.collisdeterministic as deterministic,
    case when c.collprovider = 'c' then c.collcollate::text end as lc_collate,
    case when c.collprovider = 'c' then c.collctype::text end as lc_ctype,
    case when c.collprovider <> 'c' then coalesce(
        pg_catalog.to_jsonb(c) ->> 'colllocale', pg_catalog.to_jsonb(c) ->> 'colliculocale',
        c.collcollate::text) end as locale,
    null::text as rules, --[<16]
    c.collicurules as rules, --[16+]
    pg_catalog.pg_get_userbyid(c.collowner) as owner,
    d.description as comment
from pg_catalog.pg_collation c
join pg_catalog.pg_namespace n on n.oid = c.collnamespace
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 3456 and d.objsubid = 0
where c.oid = any(?)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 3456 and e.objid = c.oid and e.deptype = 'e')
order by c.oid
