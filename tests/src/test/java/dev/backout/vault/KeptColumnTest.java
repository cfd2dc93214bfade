package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Columns that a migration drops.
@EveryMajor
class KeptColumnTest {
    private final int major;
    private KeeperScene scene;

    KeptColumnTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene = KeeperScene.on(major);
        scene.execute(
                """
                create table users (id int primary key, email text unique, age numeric(6, 2));
                insert into users values (1, 'a@x', 1.10), (2, null, null), (3, 'c@x', 'NaN')
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void isKeptByKeyInItsOwnType() throws SQLException {
        Kept kept = scene.keepOne("alter table users drop column age");

        assertThat(kept)
                .isInstanceOfSatisfying(
                        Kept.DroppedColumn.class,
                        column -> {
                            assertThat(column.table().address().text()).isEqualTo("public.users");
                            assertThat(column.column())
                                    .isEqualTo(new ColumnRef(3, "age", "numeric(6,2)"));
                            assertThat(column.key()).containsExactly("id");
                            assertThat(column.rows()).isEqualTo(3);
                        });
        assertThat(scene.rows(kept)).containsExactly("(1,1.10)", "(2,)", "(3,NaN)");
        assertThat(
                        scene.texts(
                                """
                                select pg_get_constraintdef(oid) from pg_constraint
                                where conrelid = '%s'::regclass and contype = 'p'\
                                """
                                        .formatted(scene.table(kept))))
                .isEqualTo(List.of("PRIMARY KEY (id)"));
    }

    @Test
    void withoutAKeyThatStaysWholeRowsAreKept() throws SQLException {
        scene.execute(
                "create table plain (a int, b json); insert into plain values (1, '{}'), (1,"
                        + " '{}')");
        Kept none = scene.keepOne("alter table plain drop column b");
        List<Capture> key = scene.keep("alter table users drop column id, drop column email");

        assertThat(scene.rows(none)).containsExactly("(1,{})", "(1,{})");
        assertThat(((Kept.DroppedColumn) none).key()).isEmpty();
        assertThat(key)
                .extracting(capture -> scene.rows(capture.kept()).getFirst())
                .containsExactly("(1,a@x,1.10)", "(1,a@x,1.10)");
    }

    @Test
    void anotherKeyThatStaysTakesOver() throws SQLException {
        scene.execute(
                """
                create table t (id int primary key, a int not null unique, b int not null,
                    c int unique, unique (b, a), v text);
                create unique index on t (b) where b > 0;
                insert into t values (1, 2, 3, 4, 'v')
                """);
        List<Capture> kept = scene.keep("alter table t drop column id", "alter table t drop v");

        assertThat(kept)
                .extracting(Capture::kept)
                .allSatisfy(
                        one -> assertThat(((Kept.DroppedColumn) one).key()).containsExactly("a"));
        assertThat(scene.rows(kept.getFirst().kept())).containsExactly("(2,1)");
    }

    @Test
    void namesChangeWithinTheMigration() throws SQLException {
        List<Capture> kept =
                scene.keep(
                        "alter table users rename to \"Us er\"",
                        "alter table \"Us er\" rename email to \"e\"\"mail\"",
                        "create schema other",
                        "alter table \"Us er\" set schema other",
                        "alter table other.\"Us er\" drop column \"e\"\"mail\"",
                        "alter table other.\"Us er\" rename age to email",
                        "alter table other.\"Us er\" drop email");

        assertThat(kept)
                .extracting(capture -> ((Kept.DroppedColumn) capture.kept()).column().name())
                .containsExactly("e\"mail", "email");
        assertThat(kept.getFirst().kept().table().address().text()).isEqualTo("other.\"Us er\"");
        assertThat(scene.rows(kept.getFirst().kept()))
                .containsExactly("(1,a@x)", "(2,)", "(3,c@x)");
    }

    @Test
    void whatTheMigrationMadeItselfIsNotKept() throws SQLException {
        assertThat(
                        scene.keep(
                                "create table t as select * from users",
                                "alter table t drop email",
                                "drop table t",
                                "alter table users add column x int default 1",
                                "update users set x = 2",
                                "alter table users drop column x"))
                .isEmpty();
    }

    @Test
    void typesOfTheUserAreTextAndCanBeDropped() throws SQLException {
        scene.execute(
                """
                create type mood as enum ('sad', 'ok');
                create type pair as (a int, b text);
                create collation other (locale = 'C');
                create table t (mood mood primary key, p pair, m mood[], c text collate other,
                    g int generated always as (1) stored);
                insert into t values ('ok', '(1,"x, y")', '[2:3]={sad,ok}', 'c')
                """);
        List<Capture> kept =
                scene.keep(
                        "alter table t drop p, drop m, drop c, drop g",
                        "drop table t",
                        "drop type mood",
                        "drop type pair",
                        "drop collation other");

        assertThat(kept)
                .extracting(capture -> scene.rows(capture.kept()).getFirst())
                .containsExactly(
                        "(ok,\"(1,\"\"x, y\"\")\")", "(ok,\"[2:3]={sad,ok}\")", "(ok,c)", "(ok)");
    }

    @Test
    void whatCascadesFromATypeOrASchemaIsKept() throws SQLException {
        scene.execute(
                """
                create schema s;
                create type s.mood as enum ('sad', 'ok');
                create table s.a (id serial primary key);
                create table b (id int primary key, mood s.mood);
                insert into s.a values (1);
                insert into b values (1, 'ok')
                """);
        List<Capture> kept = scene.keep("drop schema s cascade");

        assertThat(kept)
                .extracting(capture -> scene.rows(capture.kept()).getFirst())
                .containsExactlyInAnyOrder("(1)", "(1,ok)");
    }

    @Test
    void childrenByInheritanceAreKeptEach() throws SQLException {
        scene.execute(
                """
                create table parent (id int primary key, v text);
                create table child (w int, primary key (id)) inherits (parent);
                insert into parent values (1, 'p');
                insert into child values (1, 'c', 2)
                """);
        List<Capture> kept = scene.keep("alter table parent drop v");

        assertThat(kept)
                .extracting(capture -> scene.rows(capture.kept()))
                .containsExactly(List.of("(1,p)"), List.of("(1,c)"));
    }

    @Test
    void theSettingsOfTheMigrationAreItsOwn() throws SQLException {
        scene.execute(
                "alter table users add at date, add span interval, add f float8; update users set"
                        + " at = '2026-02-01', span = '1 day', f = 0.1::float8 + 0.2");
        scene.execute("create domain d as float8; alter table users alter f type d");
        List<Capture> kept =
                scene.keep(
                        "set search_path = ''",
                        "set extra_float_digits = -10",
                        "alter table public.users drop at",
                        "alter table public.users drop f",
                        "select set_config('search_path', 'public', false)",
                        "alter table users drop span");

        assertThat(scene.rows(kept.get(1).kept()).getFirst()).isEqualTo("(1,0.30000000000000004)");
        assertThat(scene.rows(kept.getFirst().kept()).getFirst()).isEqualTo("(1,2026-02-01)");
    }
}
