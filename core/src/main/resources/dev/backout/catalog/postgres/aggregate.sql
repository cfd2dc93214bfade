-- Aggregates (manual, 52.1 "pg_aggregate"); the columns bear the names of CREATE AGGREGATE.
select
    p.oid as root,
    p.oid as oid,
    n.nspname as schema,
    p.proname as name,
    case when p.pronargs = 0 then '*' else pg_catalog.oidvectortypes(p.proargtypes) end as identity,
    pg_catalog.pg_get_function_result(p.oid) as result,
    case when p.pronargs = 0 then '*' else pg_catalog.pg_get_function_arguments(p.oid) end as arguments,
    a.aggkind = 'h' as hypothetical,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggtransfn) as sfunc,
    pg_catalog.format_type(a.aggtranstype, null) as stype,
    nullif(a.aggtransspace, 0)::text as sspace,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggfinalfn) as finalfunc,
    a.aggfinalextra as finalfunc_extra,
    case when a.aggfinalmodify <> case a.aggkind when 'n' then 'r'::"char" else 'w'::"char" end then
        case a.aggfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end
    end as finalfunc_modify,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggcombinefn) as combinefunc,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggserialfn) as serialfunc,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggdeserialfn) as deserialfunc,
    pg_catalog.quote_literal(a.agginitval) as initcond,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggmtransfn) as msfunc,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggminvtransfn) as minvfunc,
    case when a.aggmtranstype <> 0 then pg_catalog.format_type(a.aggmtranstype, null) end as mstype,
    nullif(a.aggmtransspace, 0)::text as msspace,
    (select pg_catalog.format('%I.%I', fns.nspname, f.proname)
     from pg_catalog.pg_proc f
     join pg_catalog.pg_namespace fns on fns.oid = f.pronamespace
     where f.oid = a.aggmfinalfn) as mfinalfunc,
    a.aggmfinalextra as mfinalfunc_extra,
    case when a.aggmtransfn <> 0 and a.aggmfinalmodify <> case a.aggkind when 'n' then 'r'::"char" else 'w'::"char" end then
        case a.aggmfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end
    end as mfinalfunc_modify,
    pg_catalog.quote_literal(a.aggminitval) as minitcond,
    (select pg_catalog.format('OPERATOR(%I.%s)', sns.nspname, s.oprname)
     from pg_catalog.pg_operator s
     join pg_catalog.pg_namespace sns on sns.oid = s.oprnamespace
     where s.oid = a.aggsortop) as sortop,
    case p.proparallel when 's' then 'SAFE' when 'r' then 'RESTRICTED' end as parallel,
    pg_catalog.pg_get_userbyid(p.proowner) as owner,
    coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_aggregate a on a.aggfnoid = p.oid
left join pg_catalog.pg_description d
    on d.objoid = p.oid and d.classoid = 1255 and d.objsubid = 0
where p.oid = any(?)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 1255 and e.objid = p.oid and e.deptype in ('e', 'i'))
order by p.oid
