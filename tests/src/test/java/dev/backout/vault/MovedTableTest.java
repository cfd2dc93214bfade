package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Sql;
import dev.backout.sql.MessageOutcome;
import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Tables that move into the vault, and those that are copied instead: nothing in the vault may
/// stand in the way of anybody, and nobody may take along what is in it.
@EveryMajor
class MovedTableTest {
    private final int major;
    private KeeperScene scene;

    MovedTableTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene = KeeperScene.on(major);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void whatTheServerWouldRefuseIsRefused() throws SQLException {
        scene.execute("create table t (id int primary key); create view v as select id from t");
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            Keeper keeper = new Keeper(new Vault(KeeperScene.RECORDS), "deployment", KeepRules.ALL);
            keeper.begin(connection);
            assertThat(keeper.execute("drop table t"))
                    .isInstanceOfSatisfying(
                            MessageOutcome.Failed.class,
                            failed -> assertThat(failed.failure().sqlState()).isEqualTo("2BP01"));
        }
    }

    @Test
    void whatItUsedCanBeDroppedLater() throws SQLException {
        scene.execute(
                """
                create extension pg_trgm;
                create extension btree_gist;
                create function one() returns int language sql immutable as 'select 1';
                create sequence shared;
                create table other (id int primary key);
                create table t (id serial primary key, name text, n int default one(),
                    s int default nextval('shared'), o int references other,
                    span int4range, check (n >= one()), check (n > 0),
                    exclude using gist (n with =, span with &&));
                create index on t using gin (name gin_trgm_ops);
                create index on t ((n + one()));
                create index on t (name);
                insert into t (name) values ('a')
                """);
        List<Capture> all =
                scene.keep(
                        "drop table t",
                        "drop extension pg_trgm",
                        "drop extension btree_gist",
                        "drop function one()",
                        "drop sequence shared",
                        "drop table other");

        Kept kept = all.getFirst().kept();
        assertThat(all)
                .extracting(one -> one.kept().text())
                .containsExactly(
                        "1 row of public.t", "where public.shared stood", "0 rows of public.other");
        assertThat(scene.rows(kept)).containsExactly("(1,a,1,1,,)");
        assertThat(
                        scene.texts(
                                "select count(*) from pg_index where indrelid = '%s'::regclass"
                                        .formatted(scene.table(kept))))
                .containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (id int primary key, g int generated always as (one()) stored)",
                "create unlogged table t (id int primary key)",
                "create type pair as (id int); create table t of pair",
                "create table p (id int); create table t () inherits (p)",
                "create table t (id int primary key, c citext)",
                "create table t (id int, c text collate other)",
            })
    void itIsCopiedWhereItWouldBeTiedToSomething(String table) throws SQLException {
        scene.execute(
                """
                create extension citext;
                create collation other (locale = 'C');
                create function one() returns int language sql immutable as 'select 1';
                """
                        + table
                        + "; insert into t (id) values (1)");

        assertThat(scene.keepOne("drop table t"))
                .isInstanceOfSatisfying(
                        Kept.CopiedTable.class, copy -> assertThat(copy.rows()).isEqualTo(1));
        scene.execute("drop function one(); drop extension citext; drop collation other");
    }

    @Test
    void aTableWhoseRowTypeIsUsedIsCopied() throws SQLException {
        scene.execute(
                """
                create table t (id int primary key);
                create function f() returns setof t language sql as 'select * from t';
                insert into t values (1)
                """);
        assertThat(scene.keepOne("drop table t cascade")).isInstanceOf(Kept.CopiedTable.class);
        assertThat(scene.texts("select to_regproc('f')").getFirst()).isNull();
    }

    @Test
    void aPublicationOfSomebodyElseDoesNotStopIt() throws SQLException {
        scene.execute("create table t (id int primary key); insert into t values (1)");
        try (Connection admin = scene.admin()) {
            Sql.execute(admin, "create publication theirs for table t");
        }
        assertThat(scene.rows(scene.keepOne("drop table t"))).containsExactly("(1)");
        assertThat(scene.texts("select tablename from pg_publication_tables")).isEmpty();
    }

    @Test
    void anyNameWillDo() throws SQLException {
        String table = "\"Ta\"\"b?le %s; ä'$1" + "x".repeat(45) + "\"";
        scene.execute(
                """
                create schema "S %%d";
                create table "S %%d".%1$s ("Id %%s" serial primary key, "v?" text, "w""x" int);
                insert into "S %%d".%1$s ("v?", "w""x") values ('1', 2)
                """
                        .formatted(table));
        Kept column = scene.keepOne("alter table \"S %d\"." + table + " drop column \"w\"\"x\"");
        Kept type =
                scene.keepOne(
                        "alter table \"S %d\"."
                                + table
                                + " alter \"v?\" type int using \"v?\"::int * 2");
        Kept moved = scene.keepOne("drop table \"S %d\"." + table);

        assertThat(scene.rows(column)).containsExactly("(1,2)");
        assertThat(scene.rows(type)).containsExactly("(1,1,2)");
        assertThat(moved).isInstanceOf(Kept.MovedTable.class);
        assertThat(scene.rows(moved)).containsExactly("(1,2)");
    }

    @Test
    void valuesStayToTheLetter() throws SQLException {
        scene.execute(
                """
                create type mine as (a float8, b json);
                create table t (id int primary key, f float8, j json, a int[], m mine, c char(4),
                    at timestamptz, i interval, n numeric);
                insert into t values (1, '-0', '{"a":1, "a":2}', '[0:1]={1,2}',
                    '(-0,"{""b"":1,""b"":2}")', 'x ', 'infinity', '1 mon -3 days', 'NaN');
                create function lossy(mine) returns text language sql as $$ select 'lost' $$;
                create cast (mine as text) with function lossy(mine) as assignment
                """);
        String before = scene.texts("select t::text from t").getFirst();

        assertThat(scene.rows(scene.keepOne("drop table t"))).containsExactly(before);
    }

    @Test
    void aLargeTableIsCountedWhenNobodyWaits() throws SQLException {
        scene.execute(
                "create table large as select i, repeat('x', 1800) as v"
                        + " from generate_series(1, 38000) i");
        List<Capture> kept = scene.keep("drop table large");
        assertThat(kept).noneMatch(capture -> capture.kept().counted());

        Vault vault = new Vault(KeeperScene.RECORDS);
        try (Connection connection = scene.connect()) {
            List<Capture> counted = vault.countMoved(connection, kept);
            assertThat(counted)
                    .extracting(capture -> capture.kept().rows())
                    .containsExactly(38_000L);
            assertThat(vault.all(connection)).isEqualTo(counted);
        }
    }

    @Test
    void aTableWithoutColumnsOrRowsIsOne() throws SQLException {
        scene.execute("create table nothing (); create unlogged table empty ()");
        List<Capture> kept = scene.keep("drop table nothing, empty");

        assertThat(kept).extracting(capture -> capture.kept().rows()).containsExactly(0L, 0L);
    }
}
