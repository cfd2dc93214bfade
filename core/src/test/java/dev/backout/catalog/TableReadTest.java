package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ForeignSource;
import dev.backout.schema.Grant;
import dev.backout.schema.Index;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.PartitionOf;
import dev.backout.schema.Table;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;

/// Every field of tables.
final class TableReadTest {
    private static final int NEWEST = 18;

    @ParameterizedTest
    @MethodSource("dev.backout.Majors#all")
    void tables(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create schema "S s";
                    create unlogged table "S s"."T" (a int primary key, b text)
                        with (fillfactor = 70, toast.autovacuum_enabled = off);
                    alter table "S s"."T" enable row level security, force row level security,
                        replica identity full, cluster on "T_pkey", owner to alice;
                    comment on table "S s"."T" is 'it''s';
                    grant select on "S s"."T" to public;
                    grant insert on "S s"."T" to "bob=/ ""x y" with grant option;
                    create table plain (a int);
                    """);
            Table table = live.find(Table.class, ObjectKind.TABLE, "S s", "T");
            assertThat(table.unlogged()).isTrue();
            assertThat(table.options())
                    .containsExactly("fillfactor=70", "toast.autovacuum_enabled=off");
            assertThat(table.rowSecurity()).isTrue();
            assertThat(table.forceRowSecurity()).isTrue();
            assertThat(table.replicaIdentity()).isEqualTo("FULL");
            assertThat(table.clusteredOn()).isEqualTo("T_pkey");
            assertThat(table.standing().owner()).isEqualTo("alice");
            assertThat(table.standing().comment()).isEqualTo("it's");
            assertThat(table.standing().grants())
                    .contains(
                            new Grant("", "SELECT", false, ""),
                            new Grant("bob=/ \"x y", "INSERT", true, ""),
                            new Grant("alice", "TRUNCATE", false, ""))
                    .hasSize(major >= 17 ? 10 : 9);
            Table plain = live.find(Table.class, ObjectKind.TABLE, "public", "plain");
            assertThat(plain)
                    .isEqualTo(
                            new Table(
                                    Address.of(ObjectKind.TABLE, "public", "plain"),
                                    false,
                                    null,
                                    null,
                                    List.of(),
                                    null,
                                    List.of(),
                                    null,
                                    null,
                                    "DEFAULT",
                                    false,
                                    false,
                                    null,
                                    null,
                                    plain.standing()));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.backout.Majors#all")
    void tablesThatComeFromOthers(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table p (a int, b text) partition by range (a);
                    create table p1 partition of p for values from (1) to (10);
                    create table p2 partition of p default;
                    create table q1 (a int); create table q2 (a int);
                    create table q () inherits (q2, q1);
                    create type c as (x int);
                    create table typed of c;
                    create table r (a int not null); create unique index r_a on r (a);
                    alter table r replica identity using index r_a;
                    create foreign data wrapper w; create server s foreign data wrapper w;
                    create foreign table f (a int options (n 'x')) server s options (t 'y', o 'z');
                    """);
            Address p = Address.of(ObjectKind.TABLE, "public", "p");
            assertThat(table(live, "p").partitionKey()).isEqualTo("RANGE (a)");
            assertThat(table(live, "p1").partitionOf())
                    .isEqualTo(new PartitionOf(p, "FOR VALUES FROM (1) TO (10)"));
            assertThat(table(live, "p2").partitionOf()).isEqualTo(new PartitionOf(p, "DEFAULT"));
            assertThat(table(live, "p2").inherits()).isEmpty();
            assertThat(table(live, "q").inherits())
                    .extracting(Address::name)
                    .containsExactly("q2", "q1");
            assertThat(table(live, "typed").ofType()).isEqualTo("public.c");
            assertThat(table(live, "r").replicaIdentity()).isEqualTo("USING INDEX r_a");
            assertThat(table(live, "f").foreign())
                    .isEqualTo(new ForeignSource("s", List.of("o=z", "t=y")));
            assertThat(column(live, "f", "a").foreignOptions()).containsExactly("n=x");
            assertThat(column(live, "p1", "a").inherited()).isTrue();
            assertThat(column(live, "p", "a").inherited()).isFalse();
        }
    }

    @Test
    void tablesElsewhere() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            live.run("set allow_in_place_tablespaces = on");
            live.run("create tablespace elsewhere location ''");
            try {
                live.run(
                        """
                        create access method other type table handler heap_tableam_handler;
                        create table t (a int) using other tablespace elsewhere;
                        create materialized view m using other tablespace elsewhere as select 1 as a;
                        create index i on t (a) tablespace elsewhere;
                        alter table t add constraint u unique (a) using index tablespace elsewhere;
                        """);
                assertThat(table(live, "t").accessMethod()).isEqualTo("other");
                assertThat(table(live, "t").tablespace()).isEqualTo("elsewhere");
                MaterializedView view =
                        live.find(
                                MaterializedView.class,
                                ObjectKind.MATERIALIZED_VIEW,
                                "public",
                                "m");
                assertThat(view.accessMethod()).isEqualTo("other");
                assertThat(view.tablespace()).isEqualTo("elsewhere");
                assertThat(index(live, "i").tablespace()).isEqualTo("elsewhere");
                assertThat(constraint(live, "t", "u").tablespace()).isEqualTo("elsewhere");
            } finally {
                live.run("drop table if exists t; drop materialized view if exists m");
                live.run("drop tablespace elsewhere");
            }
        }
    }

    private static Table table(Live live, String name) {
        return live.find(Table.class, ObjectKind.TABLE, "public", name);
    }

    private static Column column(Live live, String table, String name) {
        return live.find(Column.class, ObjectKind.COLUMN, "public", table, name);
    }

    private static Constraint constraint(Live live, String table, String name) {
        return live.find(Constraint.class, ObjectKind.CONSTRAINT, "public", table, name);
    }

    private static Index index(Live live, String name) {
        return live.find(Index.class, ObjectKind.INDEX, "public", name);
    }
}
