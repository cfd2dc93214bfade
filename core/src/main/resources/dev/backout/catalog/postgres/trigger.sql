-- Triggers that a person made, and their copies on partitions: these are internal before PostgreSQL 15, like
-- the triggers of foreign keys (manual, 52.59 "pg_trigger").
select
    t.tgrelid as root,
    t.oid as oid,
    n.nspname as schema,
    c.relname as table_name,
    t.tgname as name,
    pg_catalog.pg_get_triggerdef(t.oid) as definition,
    t.tgenabled::text as state,
    t.tgparentid <> 0 as inherited,
    d.description as comment
from pg_catalog.pg_trigger t
join pg_catalog.pg_class c on c.oid = t.tgrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_constraint con on con.oid = t.tgconstraint
left join pg_catalog.pg_description d
    on d.objoid = t.oid and d.classoid = 2620 and d.objsubid = 0
where t.tgrelid = any(?)
  and (not t.tgisinternal or (t.tgparentid <> 0 and (con.oid is null or con.contype = 't')))
order by t.tgrelid, t.tgname, t.oid
