-- schema
SELECT format('%I', n.nspname) FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
-- table
SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p')
-- partitioned
SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'p'
-- view
SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'v'
-- matview
SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'm'
-- index
SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('i', 'I') AND c.relnamespace <> 'pg_toast'::regnamespace
-- sequence
SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'S'
-- enum
SELECT t.oid::regtype::text FROM pg_type t WHERE t.oid >= 16384 AND t.typtype = 'e'
-- domain
SELECT t.oid::regtype::text FROM pg_type t WHERE t.oid >= 16384 AND t.typtype = 'd'
-- composite
SELECT t.oid::regtype::text FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE t.oid >= 16384 AND c.relkind = 'c'
-- function
SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.oid >= 16384
-- triggerfunction
SELECT p.oid::regproc::text FROM pg_proc p WHERE p.oid >= 16384 AND p.prorettype = 'trigger'::regtype
-- statistics
SELECT format('%I.%I', n.nspname, s.stxname) FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
-- column
SELECT format('%I', attname) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = :table::regclass
-- constraint
SELECT format('%I', conname) FROM pg_constraint WHERE conrelid = :table::regclass
-- trigger
SELECT format('%I', tgname) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = :table::regclass
-- policy
SELECT format('%I', polname) FROM pg_policy WHERE polrelid = :table::regclass
-- rule
SELECT format('%I', rulename) FROM pg_rewrite WHERE ev_class = :table::regclass
