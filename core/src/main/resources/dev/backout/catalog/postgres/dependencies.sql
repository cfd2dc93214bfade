-- The rows of pg_depend whose dependent is one of the given roots, or something that belongs to one
-- (manual, 52.18 "pg_depend"). Parameters: relations, types, catalogs and OIDs of all other roots, extensions.
with type_part (root, catalog, oid) as (
    select d.refobjid, d.classid, d.objid
    from pg_catalog.pg_depend d
    where d.refclassid = 1247 and d.refobjid = any(?1) and d.deptype = 'i'
),
belonging (root_catalog, root, catalog, oid) as (
    select 1259, r.oid, 1259, r.oid from pg_catalog.unnest(?0) r (oid)
    union all
    select 1259, adrelid, 2604, oid from pg_catalog.pg_attrdef where adrelid = any(?0)
    union all
    select 1259, conrelid, 2606, oid from pg_catalog.pg_constraint where conrelid = any(?0)
    union all
    select 1259, indrelid, 1259, indexrelid from pg_catalog.pg_index where indrelid = any(?0)
    union all
    select 1259, ev_class, 2618, oid from pg_catalog.pg_rewrite where ev_class = any(?0)
    union all
    select 1259, tgrelid, 2620, oid from pg_catalog.pg_trigger where tgrelid = any(?0) and not tgisinternal
    union all
    select 1259, polrelid, 3256, oid from pg_catalog.pg_policy where polrelid = any(?0)
    union all
    select 1259, stxrelid, 3381, oid from pg_catalog.pg_statistic_ext where stxrelid = any(?0)
    union all
    select 1259, t.typrelid, 1247, v.oid
    from pg_catalog.pg_class c
    join pg_catalog.pg_type t on t.oid = c.reltype
    cross join lateral (values (t.oid), (t.typarray)) v (oid)
    where c.oid = any(?0)
    union all
    select 1259, d.refobjid, 1259, d.objid
    from pg_catalog.pg_depend d
    where d.refclassid = 1259 and d.refobjid = any(?0) and d.refobjsubid > 0 and d.classid = 1259 and d.deptype = 'i'
    union all
    select 1247, r.oid, 1247, r.oid from pg_catalog.unnest(?1) r (oid)
    union all
    select 1247, root, catalog, oid from type_part
    union all
    select 1247, p.root, d.classid, d.objid
    from type_part p
    join pg_catalog.pg_depend d on d.refclassid = p.catalog and d.refobjid = p.oid and d.deptype = 'i'
    where p.catalog = 1247
    union all
    select 1247, contypid, 2606, oid from pg_catalog.pg_constraint where contypid = any(?1)
    union all
    select r.catalog, r.oid, r.catalog, r.oid from rows from (pg_catalog.unnest(?2), pg_catalog.unnest(?3)) r (catalog, oid)
    union all
    select d.refclassid, d.refobjid, d.classid, d.objid
    from rows from (pg_catalog.unnest(?2), pg_catalog.unnest(?3)) r (catalog, oid)
    join pg_catalog.pg_depend d on d.refclassid = r.catalog and d.refobjid = r.oid and d.deptype = 'i'
    union all
    select 6104, prpubid, 6106, oid from pg_catalog.pg_publication_rel where prpubid = any(?3)
    union all select 6104, pnpubid, 6237, oid from pg_catalog.pg_publication_namespace where pnpubid = any(?3) --[15+]
)
select
    b.root_catalog,
    b.root,
    -- A member of a publication stands for the publication itself.
    case when b.catalog in (6106, 6237) then b.root_catalog else d.classid end as classid,
    case when b.catalog in (6106, 6237) then b.root else d.objid end as objid,
    d.objsubid,
    d.refclassid,
    d.refobjid,
    d.refobjsubid,
    -- A publication stays when its member goes.
    case when b.catalog in (6106, 6237) then 'n' else d.deptype::text end as deptype
from belonging b
join pg_catalog.pg_depend d on d.classid = b.catalog and d.objid = b.oid
union all
select 3079, d.refobjid, d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype::text
from pg_catalog.pg_depend d
where d.refclassid = 3079 and d.refobjid = any(?4) and d.deptype = 'e'
union all
select 3079, e.refobjid, d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype::text
from pg_catalog.pg_depend e
join pg_catalog.pg_depend d on d.refclassid = e.classid and d.refobjid = e.objid and d.deptype = 'i'
where e.refclassid = 3079 and e.refobjid = any(?4) and e.deptype = 'e' and e.classid in (1247, 1259)
order by 1, 2, 3, 4, 5, 6, 7, 8, 9
