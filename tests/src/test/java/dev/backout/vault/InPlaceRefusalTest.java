package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where a column cannot be hidden in its table it is copied, and the reason is told.
class InPlaceRefusalTest {
    private static final KeepRules BY_NAME =
            new KeepRules(Set.of(), Set.of("public.t"), Set.of("public.t"));

    private KeeperScene scene;

    @BeforeEach
    void open() throws SQLException {
        scene = KeeperScene.on(Majors.newest().getFirst()).rules(BY_NAME);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    static Stream<Arguments> refused() {
        String table = "create table t (id int primary key, n int, m int);";
        return Stream.of(
                of("more than to drop columns", table, "do $$ begin alter table t drop n; end $$"),
                of("more than to drop columns", table, "alter table t alter m type text, drop n"),
                of(
                        "more than to drop columns",
                        table,
                        "alter table t drop n, add c int check (m > 0)"),
                of(
                        "more than to drop columns",
                        table,
                        "alter table t drop n, add c int default f()"),
                of(
                        "more than to drop columns",
                        table,
                        "alter table t drop n, add c timestamp default now()"),
                of(
                        "partitioned",
                        "create table t (id int, n int, m int, primary key (id)) partition by range"
                                + " (id)"),
                of("inherited", table + "create table c () inherits (t)"),
                of(
                        "inherited",
                        "create table p (n int); create table t (id int primary key, m int)"
                                + " inherits (p)",
                        "alter table p drop n"),
                of("unlogged", table.replace("create table", "create unlogged table")),
                of(
                        "does not come with the server",
                        "create type mood as enum ('ok'); create table t (id int primary key, n"
                                + " mood, m int)"),
                of(
                        "does not come with the server",
                        "create domain d as int not null; create table t (id int primary key, n d,"
                                + " m int)"),
                of("tells the rows of its table apart", "create table t (id int, n int, m int)"),
                of(
                        "counts them",
                        "create table t (id int primary key, n int generated always as identity, m"
                                + " int)"),
                of(
                        "tells the rows of its table apart",
                        "create table t (id int, n int primary key, m int)"),
                of(
                        "part of the primary key",
                        "create table t (id int not null unique, n int primary key, m int)"),
                of(
                        "replica identity",
                        "create table t (id int primary key, n int not null, m int); create unique"
                            + " index i on t (id, n); alter table t replica identity using index"
                            + " i"),
                of("replica identity", table + "alter table t replica identity full"),
                of(
                        "view public.v depends on it",
                        table + "create view v as select n from t",
                        "alter table t drop n cascade"),
                of(
                        "sequence public.t_n_seq depends on it",
                        "create table t (id int primary key, n serial, m int)"),
                of(
                        "column g of table public.t depends on it",
                        "create table t (id int primary key, n int, m int, g int generated always"
                                + " as (n + 1) stored)",
                        "alter table t drop n cascade"),
                of(
                        "constraint o_n_fkey on table public.o depends on it",
                        "create table t (id int primary key, n int unique, m int); create table o"
                                + " (n int references t (n))",
                        "alter table t drop n cascade"),
                of(
                        "policy p on table public.t depends on it",
                        table + "create policy p on t using (n > 0)",
                        "alter table t drop n cascade"),
                of(
                        "trigger g on table public.t depends on it",
                        table
                                + "create function f() returns trigger language plpgsql as 'begin"
                                + " return new; end'; create trigger g before update of n on t for"
                                + " each row execute function f()",
                        "alter table t drop n cascade"),
                of(
                        "f(public.t) uses rows of its table",
                        table + "create function f(t) returns int language sql as 'select 1'"),
                of(
                        "f() uses rows of its table",
                        table
                                + "create function f() returns setof t language sql as 'select *"
                                + " from t'"),
                of(
                        "f() uses rows of its table",
                        table
                                + "create function f() returns void language plpgsql as 'declare r"
                                + " t%rowtype; begin end'"),
                of(
                        "f() uses rows of its table",
                        table
                                + "create function f() returns void language plpgsql as 'begin"
                                + " insert into t values (1, 2, 3); end'"),
                of(
                        "f() uses rows of its table",
                        table
                                + "create table log (id int, n int, m int); create function f()"
                                + " returns trigger language plpgsql as 'begin insert into log"
                                + " select new.*; return new; end'; create trigger g before insert"
                                + " on t for each row execute function f()"),
                of(
                        "column r of table public.o uses rows of its table",
                        table + "create table o (r t)"),
                of(
                        "NULL would not tell",
                        "create function f() returns int language sql as 'select 1'; create table t"
                                + " (id int primary key, n int default f(), m int)"),
                of(
                        "NULL would not tell",
                        "create table t (id int primary key, n int default 1 unique, m int)"),
                of(
                        "used up 1403 of",
                        "create table t (id int primary key, n int, m int);" + many()));
    }

    private static Arguments of(String reason, String before) {
        return of(reason, before, "alter table t drop n");
    }

    private static Arguments of(String reason, String before, String statement) {
        return Arguments.of(reason, before, statement);
    }

    private static String many() {
        return "do $$ begin for i in 1..7 loop execute (select 'alter table t ' || string_agg("
                + "format('add x%s int', j), ',') from generate_series(1, 200) j); execute (select"
                + " 'alter table t ' || string_agg(format('drop x%s', j), ',') from"
                + " generate_series(1, 200) j); end loop; end $$";
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refused")
    void itIsCopied(String reason, String before, String statement) throws SQLException {
        if (statement.contains("f()")) {
            scene.execute("create function f() returns int language sql as 'select 1'");
        }
        scene.execute(before);
        List<Capture> kept = scene.keep(statement);
        assertThat(kept).isNotEmpty();
        assertThat(kept).noneMatch(one -> one.kept() instanceof Kept.HiddenColumn);
        if (!statement.contains(" p ")) {
            assertThat(scene.notes())
                    .anyMatch(note -> note.startsWith("public.t.n is copied"))
                    .anyMatch(note -> note.contains(reason));
        }
    }

    @Test
    void itIsCopiedWhereItsTableIsPublished() throws SQLException {
        scene.execute("create table t (id int primary key, n int)");
        scene.execute("create publication p for table t");
        scene.keep("alter table t drop n");
        assertThat(scene.notes()).anyMatch(note -> note.contains("its table is published"));
    }

    @Test
    void rowsMayBeWrittenByPositionWhereNobodySaysTheContrary() throws SQLException {
        scene.rules(new KeepRules(Set.of(), Set.of("public.t"), Set.of()));
        scene.execute("create table t (id int primary key, n int, m int, l int)");

        Kept middle = scene.keepOne("alter table t drop n");
        assertThat(scene.notes()).anyMatch(note -> note.contains("not the last column"));
        Kept last = scene.keepOne("alter table t drop l");
        assertThat(scene.notes()).isEmpty();
        Kept followed = scene.keepOne("alter table t drop m", "alter table t add k int");

        assertThat(middle).isInstanceOf(Kept.DroppedColumn.class);
        assertThat(last).isInstanceOf(Kept.HiddenColumn.class);
        assertThat(followed).isInstanceOf(Kept.DroppedColumn.class);
        assertThat(scene.notes()).anyMatch(note -> note.contains("not the last column"));
    }

    @Test
    void itIsCopiedWhereAnotherColumnTakesItsName() throws SQLException {
        scene.execute("create table t (id int primary key, n int, m int)");
        scene.execute("insert into t values (1, 2, 3)");

        Kept at = scene.keepOne("alter table t drop n, add n text");
        assertThat(scene.notes()).anyMatch(note -> note.contains("another column takes its name"));
        Kept later = scene.keepOne("alter table t drop m", "alter table t add m text");
        assertThat(scene.notes()).anyMatch(note -> note.contains("another column takes its name"));

        assertThat(scene.rows(at)).containsExactly("(1,2)");
        assertThat(scene.rows(later)).containsExactly("(1,3)");
    }

    @Test
    void itIsHiddenByEveryWordingOfAPlainDrop() throws SQLException {
        scene.execute(
                "create table t (id int primary key, a int, b int, \"c d\" int, e int, f int)");
        scene.execute("insert into t values (1, 2, 3, 4, 5, 6)");

        for (String sql :
                List.of(
                        "ALTER TABLE t DROP a",
                        "alter table if exists only public.t drop column if exists b restrict",
                        "-- why\nalter table \"public\".\"t\" drop \"c d\" cascade",
                        "alter table t drop column e, add g numeric(10, 2) not null default 1.5,"
                                + " drop column f")) {
            assertThat(scene.keep(sql))
                    .as(sql + scene.notes())
                    .allMatch(one -> one.kept() instanceof Kept.HiddenColumn);
        }
        assertThat(scene.texts("select t::text from t")).containsExactly("(1,2,3,4,5,6,1.50)");
    }

    @Test
    void whatMustNotBeKeptIsNotHidden() throws SQLException {
        scene.rules(new KeepRules(Set.of("public.t.n"), Set.of("public.t"), Set.of("public.t")));
        scene.execute("create table t (id int primary key, n int)");

        assertThat(scene.keepOne("alter table t drop n")).isInstanceOf(Kept.DroppedColumn.class);
    }
}
