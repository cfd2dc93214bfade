select coalesce(pg_catalog.sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int8
from pg_catalog.pg_stat_user_tables
where schemaname <> ?
