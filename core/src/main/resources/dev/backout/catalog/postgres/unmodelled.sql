-- What no kind of ours models, by kind: how much there is of it, and a sum over its content.
-- Only what every role may read.
with member as materialized (
    select classid, objid from pg_catalog.pg_depend where refclassid = 3079 and deptype = 'e'
)
select 'conversion' as kind, pg_catalog.count(*) as rows, pg_catalog.sum(pg_catalog.hashtext(x::text)) as content
from pg_catalog.pg_conversion x
where x.oid >= 16384 and not exists (select from member m where m.classid = 2607 and m.objid = x.oid)
union all
select 'transform', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_transform x
where not exists (select from member m where m.classid = 3576 and m.objid = x.oid)
union all
select 'language', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_language x
where (x.lanacl is not null or x.oid >= 16384)
  and not exists (select from member m where m.classid = 2612 and m.objid = x.oid)
union all
select 'access method', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_am x
where x.oid >= 16384 and not exists (select from member m where m.classid = 2601 and m.objid = x.oid)
union all
select 'text search parser', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_ts_parser x
where x.oid >= 16384 and not exists (select from member m where m.classid = 3601 and m.objid = x.oid)
union all
select 'text search template', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_ts_template x
where x.oid >= 16384 and not exists (select from member m where m.classid = 3764 and m.objid = x.oid)
union all
select 'base type', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_type x
where x.oid >= 16384 and x.typtype in ('b', 'p')
  and not (x.typelem <> 0 and x.typcategory = 'A')
  and not exists (select from member m where m.classid = 1247 and m.objid = x.oid)
union all
select 'subscription', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext((x.oid, x.subname, x.subowner, x.subenabled, x.subslotname, x.subpublications)::text))
from pg_catalog.pg_subscription x
join pg_catalog.pg_database d on d.oid = x.subdbid
where d.datname = pg_catalog.current_database()
union all
select 'security label', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_seclabel x
union all
select 'large object', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_largeobject_metadata x
union all
select 'setting of a database or role', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_db_role_setting x
where x.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
union all
select 'database', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext((x.datname, x.datdba, x.datacl, x.datconnlimit, c.description)::text))
from pg_catalog.pg_database x
left join pg_catalog.pg_shdescription c on c.objoid = x.oid and c.classoid = 1262
where x.datname = pg_catalog.current_database()
union all
select 'role', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_roles x
-- Roles of scratch databases come and go with them.
where not exists (select from pg_catalog.pg_shdescription c
    where c.classoid = 1260 and c.objoid = x.oid and c.description like 'backout scratch %')
union all
select 'membership of a role', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext((x.roleid, x.member, x.grantor, x.admin_option)::text))
from pg_catalog.pg_auth_members x
where not exists (select from pg_catalog.pg_shdescription c
    where c.classoid = 1260 and c.objoid in (x.roleid, x.member) and c.description like 'backout scratch %')
union all
select 'tablespace', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text))
from pg_catalog.pg_tablespace x
union all select 'privilege on a parameter', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(x::text)) from pg_catalog.pg_parameter_acl x --[15+]
union all
-- Before PostgreSQL 15 the copies of a partitioned table's triggers are internal, too.
select 'trigger of a foreign key that is disabled', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext((x.oid, x.tgenabled)::text))
from pg_catalog.pg_trigger x
join pg_catalog.pg_constraint con on con.oid = x.tgconstraint and con.contype <> 't'
where x.tgisinternal and x.tgenabled <> 'O'
union all
select 'comment on an index of a constraint', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext((x.objoid, x.description)::text))
from pg_catalog.pg_description x
-- By its table: nothing leads from an index to its constraint but a search through all of them.
join pg_catalog.pg_index i on i.indexrelid = x.objoid
join pg_catalog.pg_constraint con on con.conrelid = i.indrelid and con.conindid = x.objoid and con.contype in ('p', 'u', 'x')
where x.classoid = 1259 and x.objoid >= 16384
union all
select 'comment on an object that is not modelled', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext((x.classoid, x.objoid, x.description)::text))
from pg_catalog.pg_description x
where x.classoid in (2601, 2607, 2612, 2613, 3576, 3601, 3764, 6100)
  and x.objoid >= 16384
  and not exists (select from member m where m.classid = x.classoid and m.objid = x.objoid)
