-- Format 2: runs of several steps, their journal, and the lease. %1$s is the schema's name as SQL.
alter table %1$s.run
    alter column took_ms drop not null,
    drop column tries,
    add column ended_at timestamptz,
    add column incident text;
comment on column %1$s.run.state is 'running, stopped, aborting, done or aborted';

-- Nothing wrote inverses in format 1.
alter table %1$s.inverse
    add column proved_on text not null,
    add column data text not null,
    add column losses text[] not null;

create table %1$s.step (
    run text not null references %1$s.run,
    number integer not null,
    kind text not null,
    title text not null,
    statements text[] not null,
    details text[] not null,
    primary key (run, number)
);
comment on table %1$s.step is 'What a run has to do, in order, as it was laid down when it began.';

create table %1$s.journal (
    line bigint generated always as identity primary key,
    run text not null references %1$s.run,
    step integer,
    event text not null,
    title text not null,
    at timestamptz not null default clock_timestamp(),
    took_ms bigint,
    database_user text not null default current_user,
    operator text not null,
    ci text,
    message text not null default ''
);
create index journal_run on %1$s.journal (run, line);
comment on table %1$s.journal is 'What was intended and done, line by line; a line of an SQL step is committed with the step itself.';

create table %1$s.answer (
    line bigint not null references %1$s.journal,
    number integer not null,
    statement text not null,
    answer text not null,
    took_ms bigint not null,
    primary key (line, number)
);
comment on table %1$s.answer is 'The statements behind a line of the journal, and what the server answered to each.';

create table %1$s.lease (
    one boolean primary key default true check (one),
    token bigint not null,
    run text,
    operator text,
    ci text,
    process text,
    pids integer[],
    since timestamptz,
    renewed_at timestamptz,
    expires_at timestamptz
);
insert into %1$s.lease (token) values (0);
comment on table %1$s.lease is 'Who carries out a run just now. Whoever takes it over raises the token; a step of an older one no longer commits.';
