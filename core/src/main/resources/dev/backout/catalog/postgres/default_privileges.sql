-- Default privileges (manual, 52.17 "pg_default_acl").
select
    a.oid as root,
    a.oid as oid,
    pg_catalog.pg_get_userbyid(a.defaclrole) as role,
    coalesce(n.nspname, '') as schema,
    case a.defaclobjtype
        when 'r' then 'tables'
        when 'S' then 'sequences'
        when 'f' then 'functions'
        when 'T' then 'types'
        when 'n' then 'schemas'
        when 'L' then 'large objects'
    end as kind,
    a.defaclacl::text[] as acl
from pg_catalog.pg_default_acl a
left join pg_catalog.pg_namespace n on n.oid = a.defaclnamespace
where a.oid = any(?)
order by a.oid
