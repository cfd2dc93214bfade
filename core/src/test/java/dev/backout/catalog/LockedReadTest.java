package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// What other sessions and settings do to a reading.
final class LockedReadTest {
    @Test
    void aLockedTableIsNamed() throws SQLException {
        try (Live live = Live.of(18)) {
            live.run("create table t (a int check (a > 0)); create index i on t ((a + 1))");
            live.writer().setAutoCommit(false);
            live.run("lock table t in access exclusive mode");
            assertThatThrownBy(live::read)
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                    .hasMessageContaining("public.t is locked by pid");
            live.writer().rollback();
            live.writer().setAutoCommit(true);
            assertThat(live.read().find(Address.of(ObjectKind.INDEX, "public", "i"))).isNotNull();
        }
    }

    @Test
    void settingsOfTheDatabaseChangeNoDefinition() throws SQLException {
        try (Live live = Live.of(18)) {
            live.run(
                    """
                    create table t (a timestamptz default '2001-02-03 04:05:06+00', b interval default '1 day 2 hours');
                    create view v as select * from t;
                    """);
            Snapshot before = live.read();
            live.run(
                    """
                    do $$ declare d text := current_database(); begin
                        execute format('alter database %I set search_path to public', d);
                        execute format('alter database %I set datestyle to ''German''', d);
                        execute format('alter database %I set intervalstyle to sql_standard', d);
                        execute format('alter database %I set timezone to ''Asia/Tokyo''', d);
                        execute format('alter database %I set quote_all_identifiers to on', d);
                    end $$
                    """);
            assertThat(live.readAnew().sameAs(before)).isTrue();
        }
    }

    @Test
    void exactlyTheNamedUnitsAreReadAgain() throws SQLException {
        try (Live live = Live.of(18)) {
            live.run("create table t (a int); create table u (a int)");
            Snapshot before = live.read();
            live.run("alter table t rename to t2; alter table u rename to u2");
            var root = before.find(Address.of(ObjectKind.TABLE, "public", "t"));
            assertThat(root).isNotNull();
            Snapshot after = live.reader().read(List.of(root.id()), before);
            assertThat(after.find(Address.of(ObjectKind.TABLE, "public", "t2"))).isNotNull();
            assertThat(after.find(Address.of(ObjectKind.TABLE, "public", "u"))).isNotNull();
            live.run("drop table t2");
            assertThat(live.reader().read(List.of(root.id()), after).find(root.id())).isNull();
        }
    }
}
