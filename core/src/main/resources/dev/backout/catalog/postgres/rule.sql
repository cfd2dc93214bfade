-- Rewrite rules (manual, 52.45 "pg_rewrite"), without the one that makes a view.
select
    r.ev_class as root,
    r.oid as oid,
    n.nspname as schema,
    c.relname as table_name,
    r.rulename as name,
    pg_catalog.pg_get_ruledef(r.oid) as definition,
    r.ev_enabled::text as state,
    d.description as comment
from pg_catalog.pg_rewrite r
join pg_catalog.pg_class c on c.oid = r.ev_class
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_description d
    on d.objoid = r.oid and d.classoid = 2618 and d.objsubid = 0
where r.ev_class = any(?)
  and r.rulename <> '_RETURN'
order by r.ev_class, r.rulename
