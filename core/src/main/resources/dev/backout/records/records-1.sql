-- The schema of Backout's records, format 1. %1$s is its name as SQL.
create schema %1$s;

create table %1$s.run (
    id text primary key,
    state text not null,
    migrations text[] not null,
    history text not null,
    database_user text not null,
    operator text not null,
    ci text,
    began_at timestamptz not null,
    took_ms bigint not null,
    tries integer not null,
    engine text not null,
    server_version text not null,
    plan_hash text not null,
    plan text not null,
    inverse text[] not null
);
comment on table %1$s.run is 'What Backout carried out: by whom, when, the plan and its SQL.';

create table %1$s.removed_row (
    run text not null references %1$s.run,
    migration text not null,
    content jsonb not null
);
comment on table %1$s.removed_row is 'Rows that runs took out of the migration tool''s history, whole.';

create table %1$s.bar (
    history text not null,
    migration text not null,
    checksum text not null,
    run text not null references %1$s.run,
    barred_at timestamptz not null default now(),
    lifted_at timestamptz,
    lifted_by text
);
-- Where all tables are published, an update needs to know its row.
alter table %1$s.bar replica identity full;
create unique index bar_standing on %1$s.bar (history, migration, checksum) where lifted_at is null;
comment on table %1$s.bar is 'Scripts that must not be applied again until somebody says backout unbar.';

create table %1$s.inverse (
    migration text not null,
    checksum text not null,
    sql text not null,
    engine text not null,
    proved_at timestamptz not null,
    schema_hash text not null,
    stored_at timestamptz not null default now(),
    primary key (migration, checksum)
);
comment on table %1$s.inverse is 'Proved inverses, for the day when the migrations directory is not at hand.';
