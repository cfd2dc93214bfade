-- Extensions (manual, 52.22 "pg_extension"). Of their members those on which somebody granted or revoked something,
-- each with the word that GRANT takes, schema, name, arguments, column, owner, and two lists joined by U+001F: what the
-- extension's script left (manual, 52.28 "pg_init_privs"), and what holds now. A table's identity sequences go with it.
select
    x.oid as root,
    x.oid as oid,
    x.extname as name,
    n.nspname as schema,
    x.extversion as version,
    m.members,
    d.description as comment
from pg_catalog.pg_extension x
join pg_catalog.pg_namespace n on n.oid = x.extnamespace
left join pg_catalog.pg_description d
    on d.objoid = x.oid and d.classoid = 3079 and d.objsubid = 0
cross join lateral (
    with member as materialized (
        select e.classid, e.objid
        from pg_catalog.pg_depend e
        where e.refclassid = 3079 and e.refobjid = x.oid and e.deptype = 'e'
    ),
    relation as (
        select objid from member where classid = 1259
        union
        select s.objid
        from member
        join pg_catalog.pg_depend s on s.refclassid = 1259 and s.refobjid = member.objid and s.refobjsubid > 0
            and s.classid = 1259 and s.deptype = 'i'
        where member.classid = 1259
    ),
    privileged (word, schema, name, arguments, attribute, owner, built_in, initial, acl) as (
        select case c.relkind when 'S' then 'SEQUENCE' else 'TABLE' end, c.relnamespace, c.relname::text, null::text, null::text,
            c.relowner, pg_catalog.acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner), i.initprivs, c.relacl
        from relation
        join pg_catalog.pg_class c on c.oid = relation.objid
        left join pg_catalog.pg_init_privs i on i.objoid = c.oid and i.classoid = 1259 and i.objsubid = 0
        union all
        select 'TABLE', c.relnamespace, c.relname, null, a.attname, c.relowner, '{}', i.initprivs, a.attacl
        from relation
        join pg_catalog.pg_class c on c.oid = relation.objid
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_catalog.pg_init_privs i on i.objoid = c.oid and i.classoid = 1259 and i.objsubid = a.attnum
        union all
        select case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end, p.pronamespace, p.proname,
            pg_catalog.oidvectortypes(p.proargtypes), null, p.proowner, pg_catalog.acldefault('f', p.proowner), i.initprivs, p.proacl
        from member
        join pg_catalog.pg_proc p on p.oid = member.objid
        left join pg_catalog.pg_init_privs i on i.objoid = p.oid and i.classoid = 1255
        where member.classid = 1255 and (p.proacl is not null or i.initprivs is not null)
        union all
        select 'TYPE', t.typnamespace, t.typname, null, null, t.typowner, pg_catalog.acldefault('T', t.typowner), i.initprivs, t.typacl
        from member
        join pg_catalog.pg_type t on t.oid = member.objid
        left join pg_catalog.pg_init_privs i on i.objoid = t.oid and i.classoid = 1247
        where member.classid = 1247
        union all
        select 'SCHEMA', null, s.nspname, null, null, s.nspowner, pg_catalog.acldefault('n', s.nspowner), i.initprivs, s.nspacl
        from member
        join pg_catalog.pg_namespace s on s.oid = member.objid
        left join pg_catalog.pg_init_privs i on i.objoid = s.oid and i.classoid = 2615
        where member.classid = 2615
        union all
        select 'LANGUAGE', null, l.lanname, null, null, l.lanowner, pg_catalog.acldefault('l', l.lanowner), i.initprivs, l.lanacl
        from member
        join pg_catalog.pg_language l on l.oid = member.objid
        left join pg_catalog.pg_init_privs i on i.objoid = l.oid and i.classoid = 2612
        where member.classid = 2612
        union all
        select 'FOREIGN DATA WRAPPER', null, w.fdwname, null, null, w.fdwowner, pg_catalog.acldefault('F', w.fdwowner), i.initprivs, w.fdwacl
        from member
        join pg_catalog.pg_foreign_data_wrapper w on w.oid = member.objid
        left join pg_catalog.pg_init_privs i on i.objoid = w.oid and i.classoid = 2328
        where member.classid = 2328
        union all
        select 'FOREIGN SERVER', null, s.srvname, null, null, s.srvowner, pg_catalog.acldefault('S', s.srvowner), i.initprivs, s.srvacl
        from member
        join pg_catalog.pg_foreign_server s on s.oid = member.objid
        left join pg_catalog.pg_init_privs i on i.objoid = s.oid and i.classoid = 1417
        where member.classid = 1417
    )
    select pg_catalog.array_agg(array[
            p.word,
            (select s.nspname::text from pg_catalog.pg_namespace s where s.oid = p.schema),
            p.name,
            p.arguments,
            p.attribute,
            pg_catalog.pg_get_userbyid(p.owner)::text,
            pg_catalog.array_to_string(coalesce(p.initial, p.built_in)::text[], U&'\001F'),
            pg_catalog.array_to_string(coalesce(p.acl, p.built_in)::text[], U&'\001F')]) as members
    from privileged p
    where p.acl is not null or p.initial is not null) m
where x.oid = any(?)
order by x.oid
