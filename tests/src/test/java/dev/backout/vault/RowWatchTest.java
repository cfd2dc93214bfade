package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What a migration does to rows is in the vault, whoever does it for the migration.
@EveryMajor
class RowWatchTest {
    private final int major;
    private RowScene scene;

    RowWatchTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene =
                RowScene.on(
                        major,
                        "create table t (id int primary key, a text, b int)",
                        "insert into t select i, 'a' || i, i from generate_series(1, 3) i");
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void everyKindOfWriteIsSeenInOrder() throws SQLException {
        List<Capture> captures =
                scene.captured(
                        List.of("t"),
                        "insert into t values (4, null, 4)",
                        "update t set a = 'x' where id = 1",
                        "update t set a = a",
                        "delete from t where id = 3");

        assertThat(captures).hasSize(1);
        assertThat(captures.getFirst().kept())
                .isInstanceOfSatisfying(
                        Kept.WrittenRows.class,
                        kept -> {
                            assertThat(kept.key()).containsExactly("id");
                            assertThat(kept.columns()).containsExactly("id", "a", "b");
                            assertThat(kept.rows()).isEqualTo(3);
                        });
        assertThat(scene.events(captures.getFirst()))
                .containsExactly("I () (4,,4)", "U (1,a1,1) (1,x,1)", "D (3,a3,3) ()");
    }

    @Test
    void itDoesNotMatterWhoWrites() throws SQLException {
        scene.execute(
                "create table child (id int primary key, t int references t on delete cascade on"
                        + " update cascade)",
                "insert into child select i, i from generate_series(1, 3) i",
                "create table audit (what text)",
                """
                create function note() returns trigger language plpgsql as
                $$ begin insert into audit values (tg_op); return null; end $$
                """,
                "create trigger note after update on t for each row execute function note()",
                "create function touch(int) returns void language sql as 'update t set b = 0 where"
                        + " id = $1'");

        List<Capture> captures =
                scene.captured(
                        List.of("t", "child", "audit"),
                        "do $$ begin update t set b = 7 where id = 3; end $$",
                        "select touch(1)",
                        "with x as (insert into t values (9, 'cte', 9) returning id) insert into"
                                + " child select id, id from x",
                        "insert into t values (9, 'upsert', 0) on conflict (id) do update set a ="
                                + " excluded.a",
                        "update t set id = 20 where id = 2",
                        "delete from t where id = 1");

        assertThat(scene.events(captures.get(0)))
                .containsExactly(
                        "U (3,a3,3) (3,a3,7)",
                        "U (1,a1,1) (1,a1,0)",
                        "I () (9,cte,9)",
                        "U (9,cte,9) (9,upsert,9)",
                        "U (2,a2,2) (20,a2,2)",
                        "D (1,a1,0) ()");
        assertThat(scene.events(captures.get(1)))
                .containsExactly("I () (9,9)", "U (2,2) (2,20)", "D (1,1) ()");
        assertThat(scene.events(captures.get(2))).hasSize(4).allMatch("I () (UPDATE)"::equals);
    }

    @Test
    void theRowsOfAStatementArePairedWhateverHappensToTheirKeys() throws SQLException {
        scene.execute("insert into t select i, 'a' || i, i from generate_series(4, 500) i");

        List<Capture> captures =
                scene.captured(
                        List.of("t"), "update t set id = -id", "update t set id = 1001 + id");

        assertThat(
                        scene.rows(
                                "select distinct (o_b = n_b)::text from "
                                        + RowScene.VAULT.sql(captures.getFirst().kept().place())))
                .containsExactly("true");
    }

    @Test
    void partitionsAreOneTableWithTheirParent() throws SQLException {
        scene.execute(
                "create table p (id int, r int, a text, primary key (id, r)) partition by list (r)",
                "create table p1 partition of p for values in (1)",
                "create table p2 (a text, r int not null, gone int, id int not null)",
                "alter table p2 drop column gone",
                "alter table p attach partition p2 for values in (2)",
                "insert into p values (1, 1, 'x'), (2, 2, 'y')");

        List<Capture> captures =
                scene.captured(
                        List.of("p1"),
                        "update p set r = 2 where id = 1",
                        "update p2 set a = 'direct'",
                        "create table p3 partition of p for values in (3)",
                        "insert into p3 values (3, 3, 'not seen, need not be')",
                        "insert into p values (4, 3, 'seen')",
                        "delete from p1",
                        "delete from p where id = 2");

        assertThat(captures.getFirst().kept().table().address().name()).isEqualTo("p");
        assertThat(scene.events(captures.getFirst()))
                .containsExactlyInAnyOrder(
                        "U (1,1,x) (1,2,x)",
                        "U (1,2,x) (1,2,direct)",
                        "U (2,2,y) (2,2,direct)",
                        "I () (4,3,seen)",
                        "D (2,2,direct) ()");
    }

    @Test
    void aChildByInheritanceKeepsItsOwnColumns() throws SQLException {
        scene.execute(
                "create table kid (own int default 5) inherits (t)",
                "insert into kid values (7, 'kid', 7, 77)");

        List<Capture> captures =
                scene.captured(
                        List.of("t", "kid"),
                        "update t set b = 0 where id > 2",
                        "delete from t where id = 7");

        assertThat(scene.events(captures.get(0))).containsExactly("U (3,a3,3) (3,a3,0)");
        assertThat(scene.events(captures.get(1)))
                .containsExactly("U (7,kid,7,77) (7,kid,0,77)", "D (7,kid,0,77) ()");
    }

    @Test
    void whatIsDeferredHappensBeforeTheEnd() throws SQLException {
        scene.execute(
                "create table late (id int primary key)",
                """
                create function late() returns trigger language plpgsql as
                $$ begin insert into late values (new.id); return null; end $$
                """,
                "create constraint trigger late after update on t deferrable initially deferred for"
                        + " each row execute function late()");

        List<Capture> captures =
                scene.captured(List.of("t", "late"), "update t set b = 5 where id = 1");

        assertThat(scene.events(captures.get(1))).containsExactly("I () (1)");
    }

    @Test
    void aTableThatIsNotArmedIsNamedAndTheNextTryIsComplete() throws SQLException {
        scene.execute("create table other (id int)");
        RowWatch watch = scene.watch();
        String[] migration = {"update t set b = 0", "insert into other values (1)"};

        assertThat(scene.migrate(watch, List.of("t"), migration))
                .isInstanceOfSatisfying(
                        WatchOutcome.Unwatched.class,
                        unwatched -> {
                            assertThat(RowScene.names(unwatched.tables())).containsExactly("other");
                            assertThat(unwatched.blind()).isEmpty();
                        });
        assertThat(scene.migrate(watch, List.of("other"), migration))
                .isInstanceOfSatisfying(
                        WatchOutcome.Complete.class,
                        complete -> assertThat(complete.captures()).hasSize(2));
    }

    @Test
    void whatCannotBeSeenIsNotedAsBlind() throws SQLException {
        assertBlind("alter table t disable trigger user", "update t set b = 0");
        assertBlind("do $$ begin alter table t drop column a; update t set b = 0; end $$");
        assertBlind(
                """
                do $$ begin
                    insert into t values (8, 'x', 8), (1, 'taken', 0);
                exception when unique_violation then null;
                end $$
                """);
    }

    private void assertBlind(String... migration) throws SQLException {
        assertThat(scene.migrate(List.of("t"), migration))
                .isInstanceOfSatisfying(
                        WatchOutcome.Unwatched.class,
                        unwatched ->
                                assertThat(RowScene.names(unwatched.blind())).containsExactly("t"));
    }

    @Test
    void whatIsTakenBackIsNotMissed() throws SQLException {
        List<Capture> captures =
                scene.captured(
                        List.of("t"),
                        "savepoint s",
                        "update t set b = 0",
                        "rollback to s",
                        "do $$ begin update t set b = 1; raise 'x'; exception when others then"
                                + " null; end $$",
                        "update t set b = 9 where id = 1");

        assertThat(scene.events(captures.getFirst())).containsExactly("U (1,a1,1) (1,a1,9)");
    }

    @Test
    void anotherRoleMayWrite() throws SQLException {
        scene.execute("grant all on t to row_other");

        List<Capture> captures =
                scene.captured(
                        List.of("t"), "set role row_other", "update t set b = 0 where id = 1");

        assertThat(scene.events(captures.getFirst())).containsExactly("U (1,a1,1) (1,a1,0)");
    }

    @Test
    void otherSessionsAreNotWatchedAndNotHindered() throws SQLException {
        RowWatch watch = scene.watch();
        try (Connection own = scene.connect();
                Connection session = scene.connect()) {
            watch.arm(own, RowScene.SHORT, RowScene.refs(own, List.of("t")));
            scene.execute("update t set b = 10", "set backout.watch = 'x'; update t set b = 11");
            session.setAutoCommit(false);
            watch.begin(session);
            Sql.execute(session, "update t set b = 5 where id = 1");
            scene.execute("update t set b = 12 where id = 2");
            WatchOutcome outcome = watch.finish(session, () -> 1);
            session.commit();
            scene.execute("set backout.watch = 'origin-1'; update t set b = 13 where id = 3");
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WatchOutcome.Complete.class,
                            complete ->
                                    assertThat(events(complete))
                                            .containsExactly("U (1,a1,11) (1,a1,5)"));
        }
    }

    private List<String> events(WatchOutcome.Complete complete) {
        try {
            return scene.events(complete.captures().getFirst());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void columnsThatTheMigrationAddsNeedNoLog() throws SQLException {
        assertThat(
                        scene.captured(
                                List.of("t"),
                                "alter table t add column c int",
                                "CUT",
                                "update t set c = b",
                                "create table fresh as select * from t",
                                "update fresh set b = 0",
                                "create temp table passing as select * from t",
                                "delete from passing"))
                .isEmpty();
    }

    @Test
    void aCutFollowsTheTable() throws SQLException {
        scene.captured(
                List.of("t"),
                "update t set a = 'x', b = 0 where id = 1",
                "CUT",
                "alter table t drop column a",
                "alter table t rename column b to c",
                "alter table t alter column c type text",
                "alter table t rename to renamed",
                "CUT",
                "update renamed set c = 'later' where id = 1",
                "CUT",
                "truncate renamed",
                "CUT",
                "insert into renamed values (5, 'five')",
                "CUT",
                "drop table renamed",
                "CUT");

        List<Capture> captures = scene.kept();
        assertThat(captures.stream().flatMap(capture -> scene.columns(capture)))
                .containsExactly("id", "a", "b", "id", "b", "id", "b");
        assertThat(captures.stream().map(Capture::number)).containsExactly(1, 2, 3);
        assertThat(scene.events(captures.get(0))).containsExactly("U (1,a1,1) (1,x,0)");
        assertThat(scene.events(captures.get(1))).containsExactly("U (1,0) (1,later)");
        assertThat(scene.events(captures.get(2))).containsExactly("I () (5,five)");
    }

    @Test
    void namesMayBeAsLongAndAsOddAsTheyLike() throws SQLException {
        String name = "Ü \"%s\" '; $$ \\" + "x".repeat(46);
        String table = "\"" + name.replace("\"", "\"\"") + "\"";
        scene.execute(
                "create table %1$s (%1$s int primary key, \"o_a\" text, \"tg_op\" int, \"n_a\" int)"
                        .formatted(table));

        List<Capture> captures =
                scene.captured(
                        List.of(table),
                        "insert into %s values (1, '$backout$', 2, 3)".formatted(table),
                        "update %1$s set %1$s = 2".formatted(table));

        assertThat(scene.events(captures.getFirst()))
                .containsExactly("I () (1,$backout$,2,3)", "U (1,$backout$,2,3) (2,$backout$,2,3)");
        scene.back(captures, false);
        assertThat(scene.table(table)).isEmpty();
    }

    @Test
    void rowsThatPoliciesHideAreSeen() throws SQLException {
        scene.execute(
                "alter table t enable row level security",
                "alter table t force row level security",
                "create policy own on t using (b > 1)");

        assertThat(
                        scene.events(
                                scene.captured(List.of("t"), "update t set b = 7 where id = 3")
                                        .getFirst()))
                .containsExactly("U (3,a3,3) (3,a3,7)");
    }

    @Test
    void whoeverUsesATableAllTheTimeIsNotDisturbedForLong() throws SQLException {
        try (Connection reader = scene.connect();
                Connection own = scene.connect()) {
            reader.setAutoCommit(false);
            Sql.execute(reader, "update t set b = 0 where id = 1");
            RowWatch watch = scene.watch();
            assertThatThrownBy(() ->
                            watch.arm(
                                    own,
                                    java.time.Duration.ofMillis(1),
                                    RowScene.refs(own, List.of("t"))))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                    .hasMessageContaining("arming public.t had no lock in 10 tries");
            reader.rollback();
            watch.arm(own, RowScene.SHORT, RowScene.refs(own, List.of("t")));
            Sql.execute(reader, "select * from t");
            assertThat(watch.disarm(own, java.time.Duration.ofMillis(1))).isEqualTo(1);
            reader.rollback();
            assertThat(RowWatch.sweep(own, RowScene.VAULT, RowScene.SHORT)).isZero();
        }
        assertThat(scene.rows("select tgname from pg_trigger where tgname like 'backout%'"))
                .isEmpty();
        assertThat(scene.rows("select proname from pg_proc where proname like 'watch%'")).isEmpty();
    }

    @Test
    void whenTheProcessDiesNothingIsLeftThatDoesAnything() throws SQLException {
        try (Connection own = scene.connect();
                Connection session = scene.connect()) {
            RowWatch watch = scene.watch();
            watch.arm(own, RowScene.SHORT, RowScene.refs(own, List.of("t")));
            session.setAutoCommit(false);
            watch.begin(session);
            Sql.execute(session, "update t set b = 0");
        }
        scene.execute("update t set b = 1");
        assertThat(scene.rows("select relname from pg_class where relname ~ '^(kept|watched)_'"))
                .isEmpty();
        assertThat(scene.captured(List.of("t"), "delete from t where id = 1")).hasSize(1);
    }
}
