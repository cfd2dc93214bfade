package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Generation;
import dev.backout.schema.Grant;
import dev.backout.schema.Identity;
import dev.backout.schema.NotNull;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.SequenceOptions;
import dev.backout.schema.Standing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// Every field of columns.
final class ColumnReadTest {
    private static final int NEWEST = 18;

    @ParameterizedTest
    @MethodSource("dev.backout.Majors#all")
    void columns(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table t (
                        a varchar(10) collate "C" not null default 'x',
                        b int generated always as (length(a)) stored,
                        c int generated always as identity (increment 2 cache 3 cycle maxvalue 99),
                        d text);
                    alter table t alter d set storage external, alter d set statistics 7,
                        alter d set (n_distinct = 5), alter d set compression pglz;
                    grant update (d) on t to alice;
                    grant usage on sequence t_c_seq to alice with grant option;
                    comment on sequence t_c_seq is 'cee';
                    comment on column t.d is 'dee';
                    """);
            Column a = column(live, "t", "a");
            assertThat(a.type()).isEqualTo("character varying(10)");
            assertThat(a.collation()).isEqualTo("pg_catalog.\"C\"");
            assertThat(a.notNull()).isEqualTo(NotNull.PLAIN);
            assertThat(a.defaultExpression()).isEqualTo("'x'::character varying");
            assertThat(a.generation()).isEqualTo(Generation.NONE);
            Column b = column(live, "t", "b");
            assertThat(b.generation()).isEqualTo(Generation.STORED);
            assertThat(b.defaultExpression()).isEqualTo("length((a)::text)");
            Identity counted = Objects.requireNonNull(column(live, "t", "c").identity());
            assertThat(counted.standing().grants()).contains(new Grant("alice", "USAGE", true, ""));
            assertThat(counted.standing().comment()).isEqualTo("cee");
            assertThat(counted)
                    .isEqualTo(
                            new Identity(
                                    true,
                                    Address.of(ObjectKind.SEQUENCE, "public", "t_c_seq"),
                                    new SequenceOptions("integer", 1, 2, 1, 99, 3, true),
                                    false,
                                    counted.standing()));
            Column d = column(live, "t", "d");
            assertThat(d.collation()).isNull();
            assertThat(d.notNull()).isNull();
            assertThat(d.storage()).isEqualTo("EXTERNAL");
            assertThat(d.statistics()).isEqualTo(7);
            assertThat(d.options()).containsExactly("n_distinct=5");
            assertThat(d.compression()).isEqualTo("pglz");
            assertThat(d.standing())
                    .isEqualTo(
                            new Standing(
                                    null, List.of(new Grant("alice", "UPDATE", false, "")), "dee"));
            assertThat(live.read().find(Address.of(ObjectKind.SEQUENCE, "public", "t_c_seq")))
                    .isNull();
        }
    }

    @Test
    void notNullConstraintsOfTheNewest() throws SQLException {
        String table = "t".repeat(40);
        String column = "ä".repeat(25);
        try (Live live = Live.of(NEWEST)) {
            live.run(
                    """
                    create table n (a int not null, b int constraint mine not null no inherit, c int);
                    alter table n add constraint later not null c not valid;
                    comment on constraint mine on n is 'hers';
                    create table %1$s (%2$s int not null);
                    create table v (a int, g int generated always as (a + 1) virtual);
                    """
                            .formatted(table, column));
            assertThat(column(live, "n", "a").notNull()).isEqualTo(NotNull.PLAIN);
            assertThat(column(live, "n", "b").notNull())
                    .isEqualTo(new NotNull("mine", true, true, "hers"));
            assertThat(column(live, "n", "c").notNull())
                    .isEqualTo(new NotNull("later", false, false, null));
            assertThat(column(live, table, column).notNull()).isEqualTo(NotNull.PLAIN);
            assertThat(column(live, "v", "g").generation()).isEqualTo(Generation.VIRTUAL);
            live.run("alter table n rename to m");
            assertThat(column(live, "m", "a").notNull())
                    .isEqualTo(new NotNull("n_a_not_null", true, false, null));
        }
    }

    private static Column column(Live live, String table, String name) {
        return live.find(Column.class, ObjectKind.COLUMN, "public", table, name);
    }
}
