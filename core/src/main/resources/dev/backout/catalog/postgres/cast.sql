-- Casts (manual, 52.10 "pg_cast"). The one from a range to its multirange comes with the range type.
select
    c.oid as root,
    c.oid as oid,
    pg_catalog.format_type(c.castsource, null) as source,
    pg_catalog.format_type(c.casttarget, null) as target,
    case c.castmethod
        when 'b' then 'WITHOUT FUNCTION'
        when 'i' then 'WITH INOUT'
        else 'WITH FUNCTION ' || (
            select pg_catalog.format('%I.%I(%s)', n.nspname, f.proname, pg_catalog.oidvectortypes(f.proargtypes))
            from pg_catalog.pg_proc f
            join pg_catalog.pg_namespace n on n.oid = f.pronamespace
            where f.oid = c.castfunc)
    end as method,
    case c.castcontext when 'i' then 'IMPLICIT' when 'a' then 'ASSIGNMENT' else 'EXPLICIT' end as context,
    d.description as comment
from pg_catalog.pg_cast c
left join pg_catalog.pg_description d
    on d.objoid = c.oid and d.classoid = 2605 and d.objsubid = 0
where c.oid = any(?)
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 2605 and e.objid = c.oid and e.deptype in ('e', 'i'))
order by c.oid
