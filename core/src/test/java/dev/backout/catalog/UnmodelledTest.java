package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.sql.SQLException;

/// A change that no object of ours tells is told by its kind; changes of the whole server, too.
@Isolated("what others do to roles and tablespaces would be told here")
final class UnmodelledTest {
    private static final int NEWEST = 18;

    @Test
    void everyKindThatNobodyModelsRaisesTheAlarm() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            live.run(
                    """
                    create table t (a int primary key);
                    create table u (a int references t);
                    create function f(internal) returns internal language internal as 'int4pl';
                    """);
            alarms(
                    live,
                    "conversion",
                    "create conversion c for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1");
            alarms(
                    live,
                    "comment on an object that is not modelled",
                    "comment on conversion c is 'x'");
            alarms(
                    live,
                    "transform",
                    "create transform for int language sql (from sql with function"
                            + " prsd_lextype(internal))");
            alarms(live, "language", "grant usage on language sql to alice");
            alarms(
                    live,
                    "access method",
                    "create access method m type table handler heap_tableam_handler");
            alarms(
                    live,
                    "text search parser",
                    "create text search parser tp (start = prsd_start, gettoken = prsd_nexttoken,"
                            + " end = prsd_end, lextypes = prsd_lextype)");
            alarms(
                    live,
                    "text search template",
                    "create text search template tt (lexize = dsimple_lexize)");
            alarms(live, "base type", "create type shell");
            alarms(
                    live,
                    "subscription",
                    "create subscription s connection 'host=/nowhere' publication p with (connect ="
                            + " false, slot_name = none)");
            alarms(live, "large object", "select lo_create(4711)");
            alarms(
                    live,
                    "setting of a database or role",
                    "do $$ begin execute format('alter database %I set work_mem = ''8MB''',"
                            + " current_database()); end $$");
            alarms(
                    live,
                    "database",
                    "do $$ begin execute format('comment on database %I is ''x''',"
                            + " current_database()); end $$");
            alarms(live, "role", "alter role alice createdb");
            alarms(live, "membership of a role", "grant pg_monitor to alice");
            alarms(live, "privilege on a parameter", "grant set on parameter work_mem to alice");
            alarms(
                    live,
                    "trigger of a foreign key that is disabled",
                    "alter table u disable trigger all");
            alarms(live, "comment on an index of a constraint", "comment on index t_pkey is 'x'");
            live.run(
                    """
                    drop subscription s;
                    revoke set on parameter work_mem from alice;
                    revoke pg_monitor from alice;
                    alter role alice nocreatedb;
                    select lo_unlink(4711);
                    """);
        }
    }

    @Test
    void aTablespaceRaisesTheAlarm() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            live.run("set allow_in_place_tablespaces = on");
            alarms(live, "tablespace", "create tablespace ts_alarm location ''");
            alarms(live, "tablespace", "drop tablespace ts_alarm");
        }
    }

    @Test
    void whatIsModelledRaisesNone() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            Mark mark = live.reader().mark();
            Snapshot before = live.read();
            live.run("create extension citext; create extension hstore; create table t (a citext)");
            assertThat(live.reader().readSince(before, mark).unmodelled()).isEmpty();
        }
    }

    @Test
    void twoReadingsTellWhatDiffers() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            Unmodelled before = live.reader().unmodelled();
            live.run("create table t (a int)");
            assertThat(live.reader().unmodelled().differingFrom(before)).isEmpty();
            live.run("create conversion c for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1");
            assertThat(live.reader().unmodelled().differingFrom(before))
                    .containsExactly("conversion");
        }
    }

    private static void alarms(Live live, String kind, String sql) throws SQLException {
        Mark mark = live.reader().mark();
        Snapshot before = live.read();
        live.run(sql);
        Delta delta = live.reader().readSince(before, mark);
        assertThat(delta.unmodelled()).as(sql).containsExactly(kind);
    }
}
