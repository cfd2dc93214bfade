-- What rules name that say what must not be kept: tables as schema.table, columns as
-- schema.table.column; partitions and children go by the names of those above them, too.
with recursive family as (
    select c.oid, n.nspname || '.' || c.relname as name
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
    union
    select i.inhrelid, f.name
    from pg_catalog.pg_inherits i
    join family f on f.oid = i.inhparent
)
select f.oid, 0 as number
from family f
where f.name = any (?)
union
select f.oid, a.attnum
from family f
join pg_catalog.pg_attribute a on a.attrelid = f.oid and a.attnum > 0 and not a.attisdropped
where f.name || '.' || a.attname = any (?)
