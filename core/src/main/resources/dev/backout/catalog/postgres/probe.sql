-- What changed since a transaction, which is the parameter: per system catalog the number of its rows (null where
-- rows only go together with their relation or type) and, for every row that this transaction or a later one wrote,
-- an array of the row's key, the catalog of the root of its unit and the root's OID. Each query of the union can be
-- asked alone. Negative catalogs are second looks at the same catalog.
select
    0 as catalog,
    (pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric % 4294967296)::bigint as rows,
    null::bigint[] as changed
-- Relations, but not TOAST
union all
select
    1259 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        case x.relkind when 'c' then 1247 else 1259 end,
        case x.relkind
            when 'c' then x.reltype::bigint
            when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = x.oid)
            when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = x.oid)
            when 'S' then coalesce((
                select s.refobjid::bigint
                from pg_catalog.pg_depend s
                where s.classid = 1259 and s.objid = x.oid and s.refclassid = 1259 and s.deptype = 'i'), x.oid::bigint)
            else x.oid::bigint end]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_class x
where x.oid >= 16384 and x.relkind <> 't' and x.relnamespace <> 99
-- Columns: a dropped one stays as a row
union all
select
    1249,
    null,
    pg_catalog.array_agg(array[0, case c.relkind when 'c' then 1247 else 1259 end, case c.relkind
            when 'c' then c.reltype::bigint
            when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'S' then coalesce((
                select s.refobjid::bigint
                from pg_catalog.pg_depend s
                where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
            else c.oid::bigint end]::bigint[])
from (
    select distinct x.attrelid as relation
    from pg_catalog.pg_attribute x
    where x.attrelid >= 16384 and x.attnum > 0 and pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) changed
join pg_catalog.pg_class c on c.oid = changed.relation and c.relkind <> 't' and c.relnamespace <> 99
-- Defaults: dropping one changes its column
union all
select
    2604,
    null,
    pg_catalog.array_agg(array[0, case c.relkind when 'c' then 1247 else 1259 end, case c.relkind
            when 'c' then c.reltype::bigint
            when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'S' then coalesce((
                select s.refobjid::bigint
                from pg_catalog.pg_depend s
                where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
            else c.oid::bigint end]::bigint[])
from (
    select distinct x.adrelid as relation
    from pg_catalog.pg_attrdef x
    where x.adrelid >= 16384 and true and pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) changed
join pg_catalog.pg_class c on c.oid = changed.relation and c.relkind <> 't' and c.relnamespace <> 99
-- Indexes: they go with their relation
union all
select
    2610,
    null,
    pg_catalog.array_agg(array[0, case c.relkind when 'c' then 1247 else 1259 end, case c.relkind
            when 'c' then c.reltype::bigint
            when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'S' then coalesce((
                select s.refobjid::bigint
                from pg_catalog.pg_depend s
                where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
            else c.oid::bigint end]::bigint[])
from (
    select distinct x.indrelid as relation
    from pg_catalog.pg_index x
    where x.indrelid >= 16384 and true and pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) changed
join pg_catalog.pg_class c on c.oid = changed.relation and c.relkind <> 't' and c.relnamespace <> 99
-- Inheritance and partitions
union all
select
    2611 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        (x.inhrelid::bigint << 32) + x.inhparent::bigint,
        1259,
        (
            select coalesce(i.indrelid, c.oid)::bigint
            from pg_catalog.pg_class c
            left join pg_catalog.pg_index i on i.indexrelid = c.oid
            where c.oid = x.inhrelid)]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_inherits x
-- Constraints of relations and domains
union all
select
    2606 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        case when x.conrelid = 0 then 1247 else 1259 end,
        case when x.conrelid = 0 then x.contypid::bigint else x.conrelid::bigint end]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_constraint x
where x.oid >= 16384
-- Rules
union all
select
    2618 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1259,
        x.ev_class::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_rewrite x
where x.oid >= 16384
-- Triggers
union all
select
    2620 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1259,
        x.tgrelid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_trigger x
where x.oid >= 16384 and (not x.tgisinternal or x.tgparentid <> 0)
-- Policies
union all
select
    3256 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1259,
        x.polrelid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_policy x
where x.oid >= 16384
-- Extended statistics
union all
select
    3381 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1259,
        x.stxrelid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_statistic_ext x
where x.oid >= 16384
-- Sequences: they go with their relation
union all
select
    2224,
    null,
    pg_catalog.array_agg(array[0, case c.relkind when 'c' then 1247 else 1259 end, case c.relkind
            when 'c' then c.reltype::bigint
            when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'S' then coalesce((
                select s.refobjid::bigint
                from pg_catalog.pg_depend s
                where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
            else c.oid::bigint end]::bigint[])
from (
    select distinct x.seqrelid as relation
    from pg_catalog.pg_sequence x
    where x.seqrelid >= 16384 and true and pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) changed
join pg_catalog.pg_class c on c.oid = changed.relation and c.relkind <> 't' and c.relnamespace <> 99
-- Foreign tables: they go with their relation
union all
select
    3118,
    null,
    pg_catalog.array_agg(array[0, case c.relkind when 'c' then 1247 else 1259 end, case c.relkind
            when 'c' then c.reltype::bigint
            when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
            when 'S' then coalesce((
                select s.refobjid::bigint
                from pg_catalog.pg_depend s
                where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
            else c.oid::bigint end]::bigint[])
from (
    select distinct x.ftrelid as relation
    from pg_catalog.pg_foreign_table x
    where x.ftrelid >= 16384 and true and pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) changed
join pg_catalog.pg_class c on c.oid = changed.relation and c.relkind <> 't' and c.relnamespace <> 99
-- Types; those of relations, arrays and multiranges go with what they belong to
union all
select
    1247 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1247,
        case
            when x.typtype = 'c' then (
                select x.oid::bigint from pg_catalog.pg_class c where c.oid = x.typrelid and c.relkind = 'c')
            when x.typtype = 'm' then (select r.rngtypid::bigint from pg_catalog.pg_range r where r.rngmultitypid = x.oid)
            when x.typtype in ('e', 'd', 'r') then x.oid::bigint
            -- One of an extension, whose privileges are read with the extension.
            when x.typtype = 'b' and x.typcategory <> 'A' then x.oid::bigint end]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_type x
where x.oid >= 16384
-- Enum labels: they are never dropped alone
union all
select 3501, null, pg_catalog.array_agg(distinct array[0, 1247, x.enumtypid::bigint]::bigint[])
from pg_catalog.pg_enum x
where x.oid >= 16384 and pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)
-- Routines
union all
select
    1255 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1255,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_proc x
where x.oid >= 16384
-- Languages: those of extensions
union all
select
    2612 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2612,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_language x
-- Schemas
union all
select
    2615 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2615,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_namespace x
where (x.oid >= 16384 or x.oid = 2200)
-- Extensions
union all
select
    3079 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        3079,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_extension x
-- Casts
union all
select
    2605 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2605,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_cast x
where x.oid >= 16384
-- Operators
union all
select
    2617 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2617,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_operator x
where x.oid >= 16384
-- Operator families
union all
select
    2753 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2753,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_opfamily x
where x.oid >= 16384
-- Operator classes
union all
select
    2616 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2616,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_opclass x
where x.oid >= 16384
-- Operators of operator families, and the classes they belong to
union all
select
    2602 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2753,
        x.amopfamily::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_amop x
where x.oid >= 16384
-- Operators of operator families, and the classes they belong to
union all
select
    -2602 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2616,
        (
            select d.refobjid::bigint
            from pg_catalog.pg_depend d
            where d.classid = 2602 and d.objid = x.oid and d.refclassid = 2616 and d.deptype = 'i')]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_amop x
where x.oid >= 16384
-- Functions of operator families, and the classes they belong to
union all
select
    2603 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2753,
        x.amprocfamily::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_amproc x
where x.oid >= 16384
-- Functions of operator families, and the classes they belong to
union all
select
    -2603 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2616,
        (
            select d.refobjid::bigint
            from pg_catalog.pg_depend d
            where d.classid = 2603 and d.objid = x.oid and d.refclassid = 2616 and d.deptype = 'i')]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_amproc x
where x.oid >= 16384
-- Collations
union all
select
    3456 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        3456,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_collation x
where x.oid >= 16384
-- Text search configurations
union all
select
    3602 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        3602,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_ts_config x
where x.oid >= 16384
-- Mappings of text search configurations
union all
select
    3603 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        (x.mapcfg::bigint << 24) + (x.maptokentype::bigint << 12) + x.mapseqno,
        3602,
        x.mapcfg::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_ts_config_map x
where x.mapcfg >= 16384
-- Text search dictionaries
union all
select
    3600 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        3600,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_ts_dict x
where x.oid >= 16384
-- Foreign-data wrappers
union all
select
    2328 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        2328,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_foreign_data_wrapper x
where x.oid >= 16384
-- Foreign servers
union all
select
    1417 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1417,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_foreign_server x
where x.oid >= 16384
-- User mappings
union all
select
    1418 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        1418,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_user_mapping x
where x.oid >= 16384
-- Default privileges
union all
select
    826 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        826,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_default_acl x
where x.oid >= 16384
-- Event triggers
union all
select
    3466 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        3466,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_event_trigger x
where x.oid >= 16384
-- Publications
union all
select
    6104 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        6104,
        x.oid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_publication x
where x.oid >= 16384
-- Tables of publications
union all
select
    6106 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        x.oid::bigint,
        6104,
        x.prpubid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_publication_rel x
-- Schemas of publications
union all --[15+]
select --[15+]
    6237 as catalog, --[15+]
    pg_catalog.count(*) as rows, --[15+]
    pg_catalog.array_agg(array[ --[15+]
        x.oid::bigint, --[15+]
        6104, --[15+]
        x.pnpubid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed --[15+]
from pg_catalog.pg_publication_namespace x --[15+]
-- Comments
union all
select
    2609 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        (x.objoid::bigint << 24) + (x.classoid::bigint << 11) + x.objsubid,
        case x.classoid
            when 1259 then (select case c.relkind when 'c' then 1247 else 1259 end from pg_catalog.pg_class c where c.oid = x.objoid)
            when 2606 then (select case when conrelid = 0 then 1247 else 1259 end from pg_catalog.pg_constraint where oid = x.objoid)
            when 2618 then 1259
            when 2620 then 1259
            when 3256 then 1259
            when 3381 then 1259
            else x.classoid::bigint end,
        case x.classoid
            when 1259 then (
                select case c.relkind
                    when 'c' then c.reltype::bigint
                    when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
                    when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
                    when 'S' then coalesce((
                        select s.refobjid::bigint
                        from pg_catalog.pg_depend s
                        where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
                    else c.oid::bigint end
                from pg_catalog.pg_class c
                where c.oid = x.objoid)
            when 2606 then (select case when conrelid = 0 then contypid else conrelid end::bigint from pg_catalog.pg_constraint where oid = x.objoid)
            when 2618 then (select ev_class::bigint from pg_catalog.pg_rewrite where oid = x.objoid)
            when 2620 then (select tgrelid::bigint from pg_catalog.pg_trigger where oid = x.objoid)
            when 3256 then (select polrelid::bigint from pg_catalog.pg_policy where oid = x.objoid)
            when 3381 then (select stxrelid::bigint from pg_catalog.pg_statistic_ext where oid = x.objoid)
            else x.objoid::bigint end]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_description x
where (x.objoid >= 16384 or x.objoid = 2200 or x.objoid = any(array(select oid from pg_catalog.pg_extension)))
-- What belongs to an extension or depends on one
union all
select
    2608 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        (x.objid::bigint << 24) + (x.classid::bigint << 11) + case x.deptype when 'e' then 0 else 1 end,
        case x.classid
            when 2620 then 1259
            else x.classid::bigint end,
        case x.classid
            when 2620 then (select tgrelid::bigint from pg_catalog.pg_trigger where oid = x.objid)
            when 1259 then (
                select case c.relkind
                    when 'c' then c.reltype::bigint
                    when 'i' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
                    when 'I' then (select i.indrelid::bigint from pg_catalog.pg_index i where i.indexrelid = c.oid)
                    when 'S' then coalesce((
                        select s.refobjid::bigint
                        from pg_catalog.pg_depend s
                        where s.classid = 1259 and s.objid = c.oid and s.refclassid = 1259 and s.deptype = 'i'), c.oid::bigint)
                    else c.oid::bigint end
                from pg_catalog.pg_class c
                where c.oid = x.objid)
            else x.objid::bigint end]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_depend x
where x.refclassid = 3079 and x.deptype in ('e', 'x')
-- Extensions of what belongs to them
union all
select
    -2608 as catalog,
    pg_catalog.count(*) as rows,
    pg_catalog.array_agg(array[
        (x.objid::bigint << 24) + (x.classid::bigint << 11) + case x.deptype when 'e' then 0 else 1 end,
        3079,
        x.refobjid::bigint]::bigint[]) filter (where pg_catalog.age(x.xmin) <= pg_catalog.age(?::xid)) as changed
from pg_catalog.pg_depend x
where x.refclassid = 3079 and x.deptype = 'e'
