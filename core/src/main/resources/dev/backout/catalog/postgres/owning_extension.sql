-- The extensions that these objects belong to (manual, 52.18 "pg_depend"). Parameters: their catalogs and OIDs.
select distinct d.refobjid
from rows from (pg_catalog.unnest(?0), pg_catalog.unnest(?1)) r (catalog, oid)
join pg_catalog.pg_depend d on d.classid = r.catalog and d.objid = r.oid and d.refclassid = 3079 and d.deptype = 'e'
