-- Operator families (manual, 52.35 "pg_opfamily") with those members that hang on the family itself
-- and on no class.
select
    o.oid as root,
    o.oid as oid,
    n.nspname as schema,
    o.opfname as name,
    am.amname as method,
    array(
        select pg_catalog.format(
            'OPERATOR %s %I.%s(%s, %s)%s',
            m.amopstrategy, r.nspname, q.oprname,
            pg_catalog.format_type(m.amoplefttype, null),
            pg_catalog.format_type(m.amoprighttype, null),
            (select pg_catalog.format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname)
             from pg_catalog.pg_opfamily s
             join pg_catalog.pg_namespace sn on sn.oid = s.opfnamespace
             where s.oid = m.amopsortfamily))
        from pg_catalog.pg_depend w
        join pg_catalog.pg_amop m on m.oid = w.objid
        join pg_catalog.pg_operator q on q.oid = m.amopopr
        join pg_catalog.pg_namespace r on r.oid = q.oprnamespace
        where w.classid = 2602 and w.refclassid = 2753 and w.refobjid = o.oid
        order by m.amopstrategy, 1) as operators,
    array(
        select pg_catalog.format(
            'FUNCTION %s (%s, %s) %I.%I(%s)',
            m.amprocnum,
            pg_catalog.format_type(m.amproclefttype, null),
            pg_catalog.format_type(m.amprocrighttype, null),
            r.nspname, f.proname, pg_catalog.oidvectortypes(f.proargtypes))
        from pg_catalog.pg_depend w
        join pg_catalog.pg_amproc m on m.oid = w.objid
        join pg_catalog.pg_proc f on f.oid = m.amproc
        join pg_catalog.pg_namespace r on r.oid = f.pronamespace
        where w.classid = 2603 and w.refclassid = 2753 and w.refobjid = o.oid
        order by m.amprocnum, 1) as functions,
    pg_catalog.pg_get_userbyid(o.opfowner) as owner,
    d.description as comment
from pg_catalog.pg_opfamily o
join pg_catalog.pg_am am on am.oid = o.opfmethod
join pg_catalog.pg_namespace n on n.oid = o.opfnamespace
left join pg_catalog.pg_description d
    on d.objoid = o.oid and d.classoid = 2753 and d.objsubid = 0
where o.oid = any(?)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 2753 and e.objid = o.oid and e.deptype = 'e')
order by o.oid
