-- Format 4: copies that are made before the migration that needs them. %1$s is the schema's name as SQL.
create table %1$s.warming (
    id bigint primary key,
    migration text not null,
    schema_name text not null,
    table_name text not null,
    table_oid bigint not null,
    column_name text not null,
    column_number integer not null,
    column_type text not null,
    key text[] not null,
    shape text not null,
    fingerprint text[] not null,
    place text not null,
    phase text not null,
    position text[] not null default '{}',
    rows bigint not null default 0,
    begun_at timestamptz not null default now(),
    operator text not null,
    unique (table_oid, column_number)
);
comment on table %1$s.warming is 'Columns that a migration is going to drop, and that are copied before it locks their table. The row goes when the migration takes the copy over, or when the copy is given up.';
comment on column %1$s.warming.id is 'the number of the capture that it becomes';
comment on column %1$s.warming.phase is 'copying, or following: everything is copied, and later writes are led after it';
comment on column %1$s.warming.position is 'the key up to which rows are copied';
