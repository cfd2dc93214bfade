-- Constraints of domains (manual, 52.13 "pg_constraint"); NOT NULL only under a name that a person
-- gave it, see domain_type.sql.
select
    c.contypid as root,
    c.oid as oid,
    n.nspname as schema,
    t.typname as domain,
    c.conname as name,
    pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(c.oid), ' NOT VALID$', '') as definition,
    c.convalidated as validated,
    d.description as comment
from pg_catalog.pg_constraint c
join pg_catalog.pg_type t on t.oid = c.contypid
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 2606 and d.objsubid = 0
where c.contypid = any(?)
  and (c.contype = 'c' or c.conname <> pg_catalog.left(t.typname::text, 54) || '_not_null')
order by c.contypid, c.conname
