-- Tables of these names, by what the catalog knows of their size: none is opened.
select n.nspname, c.relname, c.reltuples::int8,
    (c.relpages + coalesce((select sum(x.relpages) from pg_catalog.pg_index i
        join pg_catalog.pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid), 0))::int8
        * pg_catalog.current_setting('block_size')::int8
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm') and c.relname = any (?::text[])
  and n.nspname <> ? and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by c.relpages desc, 1, 2
limit 50
