-- Format 3: the vault. %1$s is the schema's name as SQL.
create table %1$s.deployment (
    id text primary key,
    migration text not null,
    checksum text not null,
    history text not null,
    history_row text not null,
    script text not null,
    applied_at timestamptz not null default now(),
    database_user text not null default current_user,
    operator text not null,
    ci text,
    engine text not null
);
comment on table %1$s.deployment is 'Migrations that Backout applied, and their scripts.';
comment on column %1$s.deployment.history_row is 'the row of the migration tool''s history';

create table %1$s.begun (
    history text not null,
    history_row text not null,
    migration text not null,
    alone boolean not null,
    begun_at timestamptz not null default now(),
    operator text not null,
    primary key (history, history_row)
);
comment on table %1$s.begun is 'Migrations under way. The row goes when the migration is committed, in the same transaction: one that is left behind, with nobody at work, says that nothing of it happened.';
comment on column %1$s.begun.alone is 'whether it runs outside of a transaction: then one that is left says nothing';

create table %1$s.capture (
    id bigint generated always as identity primary key,
    origin text not null,
    number integer not null,
    kind text not null,
    schema_name text not null,
    table_name text not null,
    table_oid bigint not null,
    column_name text,
    column_number integer,
    column_type text,
    key text[] not null,
    columns text[] not null,
    place text not null,
    rows bigint not null,
    kept_at timestamptz not null default now(),
    keep_until timestamptz,
    state text not null default 'kept',
    state_by text,
    unique (origin, number)
);
comment on table %1$s.capture is 'What was kept when a deployment or a run destroyed it, in the order in which it was destroyed; place is the table of this schema that holds it.';
comment on column %1$s.capture.origin is 'the deployment or the run that destroyed it';
comment on column %1$s.capture.keep_until is 'when backout prune may give it up; null: when it is told how old';
comment on column %1$s.capture.state is 'kept, restored (by the run state_by) or pruned';

create table %1$s.set_aside (
    id bigint generated always as identity primary key,
    run text not null,
    capture bigint not null references %1$s.capture,
    kind text not null,
    reason text not null,
    key text[] not null,
    columns text[] not null,
    kept text[] not null,
    live text[]
);
comment on table %1$s.set_aside is 'Rows and values that a run did not put back, with both sides: kind is conflict or set-aside.';

alter table %1$s.run add column redoes text references %1$s.run;
comment on column %1$s.run.redoes is 'the run that it undid, so that its migrations are applied again';
