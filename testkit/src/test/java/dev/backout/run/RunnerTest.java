package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.schema.Snapshot;
import dev.backout.testkit.server.JudgeServer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// A run on the newest server; [OldestRunnerTest] does the same on the oldest.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunnerTest {
    private JudgeServer server;
    private Shop shop;

    int major() {
        return 18;
    }

    @BeforeAll
    void start() {
        server = JudgeServer.start(major());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void fill() throws SQLException {
        shop = Shop.on(server);
    }

    @AfterEach
    void drop() throws SQLException {
        shop.close();
    }

    @Test
    void restoresTheSchemaAndForgetsTheMigration() throws SQLException {
        PlanFile plan = shop.plan();

        RunReport report = shop.run(plan);

        assertThat(report.deviations()).isEmpty();
        assertThat(report.changedMeanwhile()).isEmpty();
        assertThat(report.removedRows()).isEqualTo(1);
        assertThat(report.tries()).isEqualTo(1);
        assertThat(report.migrations()).containsExactly(Shop.BAD);
        assertThat(Comparison.of(plan.plan().after(), shop.read(), List.of()).same()).isTrue();
        assertThat(shop.value("SELECT string_agg(id, ',') FROM _prisma_migrations")).isEqualTo("1");
    }

    @Test
    void recordsWhoDidWhatAndKeepsTheRemovedRows() throws SQLException {
        RunReport report = shop.run(shop.plan());

        try (Connection connection = shop.connect()) {
            List<RunRecord> runs = new RunRecords(new RecordSchema("backout")).list(connection);
            assertThat(runs).hasSize(1);
            RunRecord run = runs.getFirst();
            assertThat(run.id()).isEqualTo(report.id()).hasSize(26);
            assertThat(run.state()).isEqualTo("done");
            assertThat(run.migrations()).containsExactly(Shop.BAD);
            assertThat(run.databaseUser()).isEqualTo(Shop.OWNER);
            assertThat(run.operator()).isEqualTo("tester@here");
            assertThat(run.ci()).isEqualTo("CI job 7");
        }
        assertThat(shop.value("SELECT array_length(inverse, 1) FROM backout.run")).isEqualTo("3");
        assertThat(shop.value("SELECT plan FROM backout.run")).isEqualTo("{\"plan\": 1}");
        assertThat(shop.value("SELECT content ->> 'checksum' FROM backout.removed_row"))
                .isEqualTo(Shop.CHECKSUM);
    }

    @Test
    void theBarStopsTheSameFileUnderEveryRoleAndLetsAnotherPass() throws SQLException {
        shop.run(shop.plan());

        assertBarred(shop.connect());
        try (Connection admin = shop.admin()) {
            Shop.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE deployer LOGIN;
                    EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                    GRANT INSERT ON _prisma_migrations TO deployer
                    """);
        }
        assertBarred(shop.connect("deployer"));
        try (Connection deployer = shop.connect("deployer")) {
            shop.insertRow(deployer, Shop.BAD, "edited");
            shop.insertRow(deployer, "20260103_other", Shop.CHECKSUM);
        }
        try (Connection admin = shop.admin()) {
            Shop.execute(admin, "DROP OWNED BY deployer");
        }
    }

    private void assertBarred(Connection session) throws SQLException {
        try (session) {
            assertThatThrownBy(() -> shop.insertRow(session, Shop.BAD, Shop.CHECKSUM))
                    .hasMessageContaining("Backout barred migration " + Shop.BAD)
                    .hasMessageContaining("wait behind it")
                    .hasMessageContaining("backout unbar " + Shop.BAD);
            assertThatThrownBy(() -> shop.insertRow(session, Shop.BAD, "crlf"))
                    .hasMessageContaining("Backout barred");
        }
    }

    @Test
    void unbarOpensTheWayAndKeepsTheRecord() throws SQLException {
        shop.run(shop.plan());
        Bars bars = new Bars(new RecordSchema("backout"), Shop.TOOL);
        try (Connection connection = shop.connect()) {
            assertThat(bars.standing(connection))
                    .extracting(Bar::checksum)
                    .containsExactlyInAnyOrder(Shop.CHECKSUM, "crlf");
            assertThatThrownBy(() ->
                            bars.lift(
                                    connection,
                                    "other",
                                    new Operator("a@b", null),
                                    Duration.ofSeconds(1)))
                    .hasMessageContaining("migration other is not barred");

            assertThat(
                            bars.lift(
                                    connection,
                                    Shop.BAD,
                                    new Operator("a@b", null),
                                    Duration.ofSeconds(1)))
                    .hasSize(2);

            assertThat(bars.standing(connection)).isEmpty();
            shop.insertRow(connection, Shop.BAD, Shop.CHECKSUM);
        }
        assertThat(shop.value("SELECT lifted_by FROM backout.bar LIMIT 1"))
                .isEqualTo(Shop.OWNER + ", a@b");
        assertThat(shop.value("SELECT count(*) FROM pg_trigger WHERE tgname = 'backout_bar'"))
                .isEqualTo("0");
        assertThat(shop.value("SELECT to_regproc('backout.refuse_barred')")).isNull();
    }

    @Test
    void withoutRecordsThereIsNothingToList() throws SQLException {
        RecordSchema records = new RecordSchema("backout");
        try (Connection connection = shop.connect()) {
            assertThat(new RunRecords(records).list(connection)).isEmpty();
            assertThat(new Bars(records, Shop.TOOL).standing(connection)).isEmpty();
            assertThat(new InverseStore(records).find(connection, "m", "c")).isNull();
        }
    }

    @Test
    void refusesAPlanThatWasCarriedOut() throws SQLException {
        PlanFile plan = shop.plan();
        shop.run(plan);

        assertRefused(
                () -> shop.run(plan), ErrorCode.PLAN_STALE, "this plan was carried out already");
    }

    @Test
    void refusesAnotherDatabase() throws SQLException {
        PlanFile plan = shop.plan();
        try (Shop other = Shop.on(server)) {
            assertRefused(
                    () -> other.run(plan),
                    ErrorCode.PLAN_ELSEWHERE,
                    "made for database " + shop.name());
        }
    }

    @Test
    void refusesASchemaThatChangedAndNamesWhat() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute("CREATE INDEX users_nickname_idx ON users (nickname)");
        assertStale(plan, "index public.users_nickname_idx was added since");
        shop.execute("DROP INDEX users_nickname_idx; ALTER TABLE users ALTER name SET NOT NULL");
        assertStale(plan, "column public.users.name was changed since");
        shop.execute("ALTER TABLE users ALTER name DROP NOT NULL; DROP INDEX users_name_idx");
        assertStale(plan, "index public.users_name_idx is gone");
        shop.execute("CREATE INDEX users_name_idx ON users (name)");

        shop.execute("CREATE TABLE elsewhere (id int)");
        assertThat(shop.run(plan).deviations()).isEmpty();
    }

    @Test
    void refusesOtherRowsOfTheMigration() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute(
                "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('3', 'x', '%s')"
                        .formatted(Shop.BAD));
        assertStale(plan, "other rows of migration " + Shop.BAD);
    }

    private void assertStale(PlanFile plan, String what) throws SQLException {
        Snapshot before = shop.read();
        assertRefused(() -> shop.run(plan), ErrorCode.PLAN_STALE, what);
        assertThat(shop.read().sameAs(before)).isTrue();
    }

    @Test
    void refusesAPlanWithNothingToRun() throws SQLException {
        Plan plan = shop.plan().plan();
        PlanFile nothing = Shop.file(with(plan, new Strategy.RevertCommit()));
        assertRefused(() -> shop.run(nothing), ErrorCode.USAGE, "nothing to run");
    }

    private static Plan with(Plan plan, Strategy strategy) {
        return new Plan(
                plan.engine(),
                plan.made(),
                plan.database(),
                plan.tool(),
                plan.historyTable(),
                plan.migrations(),
                strategy,
                plan.reason(),
                plan.statements(),
                plan.before(),
                plan.after(),
                plan.casualties(),
                plan.obstacles(),
                plan.locks(),
                plan.expected(),
                plan.data(),
                plan.notes());
    }

    @Test
    void refusesASchemaOfRecordsThatIsSomebodyElses() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute("CREATE SCHEMA backout; CREATE TABLE backout.run (id int)");
        assertRefused(
                () -> shop.run(plan),
                ErrorCode.CONFIGURATION_INVALID,
                "a schema backout that Backout did not make");

        RunSettings elsewhere = Shop.fast().withSchema("Back \"out\" % of");
        assertThat(shop.runner(elsewhere, event -> {}).run(plan).deviations()).isEmpty();
        assertBarred(shop.connect());
    }

    @Test
    void refusesRecordsOfANewerFormat() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute(
                "CREATE SCHEMA backout; COMMENT ON SCHEMA backout IS 'Backout''s records, format"
                        + " 2'");
        assertRefused(
                () -> shop.run(plan), ErrorCode.CONFIGURATION_INVALID, "made by a newer Backout");
    }

    @Test
    void refusesARoleThatLacksRights() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection admin = shop.admin()) {
            Shop.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE guest LOGIN;
                    EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                    GRANT SELECT ON _prisma_migrations TO guest
                    """);
        }
        Runner guest =
                new Runner(
                        () -> shop.connect("guest"),
                        Shop.TOOL,
                        Shop.fast(),
                        new Operator("g@h", null),
                        event -> {});
        assertThatThrownBy(() -> guest.run(plan))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RIGHTS_MISSING))
                .hasMessageContaining("not a member of shop_owner")
                .hasMessageContaining("lacks DELETE on public._prisma_migrations")
                .hasMessageContaining("lacks CREATE on the database");
        try (Connection admin = shop.admin()) {
            Shop.execute(admin, "DROP OWNED BY guest");
        }
    }

    @Test
    void aStatementThatFailsUndoesEverything() throws SQLException {
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(Shop.INVERSE.get(0), "ALTER TABLE public.users\n  DROP zip"));
        assertUndone(plan, "statement 2 of 2, ALTER TABLE public.users ... failed: column \"zip\"");
    }

    @Test
    void aWrongEndUndoesEverything() throws SQLException {
        PlanFile plan = withStatements(shop.plan(), Shop.INVERSE.subList(0, 2));
        assertUndone(plan, "column public.users.nickname is left");
    }

    @Test
    void aStatementThatCommitsIsNoticed() throws SQLException {
        PlanFile plan = withStatements(shop.plan(), List.of("COMMIT"));
        assertUndone(plan, "it ended the transaction");
    }

    @Test
    void aSessionThatIsKilledUndoesEverything() throws SQLException {
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(
                                Shop.INVERSE.get(0),
                                "SELECT pg_terminate_backend(pg_backend_pid())"));
        assertUndone(plan, "statement 2 of 2");
    }

    @Test
    void aProcessThatDiesLeavesNeitherChangesNorLocks() throws SQLException {
        PlanFile plan =
                withStatements(shop.plan(), List.of(Shop.INVERSE.get(0), "SELECT pg_sleep(3600)"));
        Queue<Connection> sessions = new ConcurrentLinkedQueue<>();
        Runner dying =
                new Runner(
                        () -> {
                            Connection session = shop.connect();
                            sessions.add(session);
                            return session;
                        },
                        Shop.TOOL,
                        Shop.fast(),
                        new Operator("a@b", null),
                        event -> {
                            if (event instanceof RunEvent.Executing executing
                                    && executing.number() == 2) {
                                Thread.ofVirtual().start(() -> abort(sessions.remove()));
                            }
                        });
        assertThatThrownBy(() -> dying.run(plan)).isInstanceOf(BackoutException.class);
        try (Connection admin = shop.admin()) {
            // Waits until the server has noticed: without its check that would take an hour.
            Shop.execute(admin, "SET lock_timeout = '1min'; LOCK TABLE users");
        }
        assertThat(shop.value("SELECT to_regnamespace('backout')")).isNull();
        assertThat(shop.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("2");
    }

    private static void abort(Connection session) {
        try {
            Thread.sleep(100);
            session.abort(Runnable::run);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionLostAfterTheCommitIsAskedForItsRecord() throws SQLException {
        PlanFile plan = shop.plan();
        RunReport report = losing(true).run(plan);
        assertThat(report.deviations()).isEmpty();
        assertThat(shop.value("SELECT id FROM backout.run")).isEqualTo(report.id());
    }

    @Test
    void aConnectionLostBeforeTheCommitChangesNothing() throws SQLException {
        PlanFile plan = shop.plan();
        assertThatThrownBy(() -> losing(false).run(plan))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STEP_FAILED))
                .hasMessageContaining("the commit failed")
                .hasMessageContaining("nothing changed");
        assertThat(shop.value("SELECT to_regnamespace('backout')")).isNull();
        assertThat(shop.run(plan).deviations()).isEmpty();
    }

    private Runner losing(boolean after) {
        return new Runner(
                () -> LosingConnection.of(shop.connect(), after),
                Shop.TOOL,
                Shop.fast(),
                new Operator("a@b", null),
                event -> {});
    }

    private static PlanFile withStatements(PlanFile file, List<String> statements) {
        Plan plan = file.plan();
        return Shop.file(
                new Plan(
                        plan.engine(),
                        plan.made(),
                        plan.database(),
                        plan.tool(),
                        plan.historyTable(),
                        plan.migrations(),
                        plan.strategy(),
                        plan.reason(),
                        statements,
                        plan.before(),
                        plan.after(),
                        plan.casualties(),
                        plan.obstacles(),
                        plan.locks(),
                        plan.expected(),
                        plan.data(),
                        plan.notes()));
    }

    private void assertUndone(PlanFile plan, String what) throws SQLException {
        Snapshot before = shop.read();
        assertRefused(() -> shop.run(plan), ErrorCode.STEP_FAILED, what);
        assertThat(shop.read().sameAs(before)).isTrue();
        assertThat(shop.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("2");
    }

    @Test
    void waitsForALockAndTellsWhoHoldsIt() throws SQLException {
        PlanFile plan = shop.plan();
        List<RunEvent> events = new ArrayList<>();
        try (Connection reader = shop.connect()) {
            reader.setAutoCommit(false);
            Shop.execute(reader, "SELECT * FROM users");

            RunReport report =
                    shop.runner(
                                    Shop.fast(),
                                    event -> {
                                        synchronized (events) {
                                            events.add(event);
                                        }
                                        if (event instanceof RunEvent.WillRetry) {
                                            end(reader);
                                        }
                                    })
                            .run(plan);

            assertThat(report.tries()).isEqualTo(2);
            assertThat(report.deviations()).isEmpty();
            assertThat(events)
                    .filteredOn(RunEvent.Blocked.class::isInstance)
                    .first()
                    .isInstanceOfSatisfying(
                            RunEvent.Blocked.class,
                            blocked -> {
                                Blocker blocker = blocked.blockers().getFirst();
                                assertThat(blocker.application()).isEqualTo("backout");
                                assertThat(blocker.state()).isEqualTo("idle in transaction");
                            });
        }
    }

    private static void end(Connection reader) {
        try {
            reader.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesUpBehindALockAndNamesWhoHoldsIt() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection reader = shop.connect()) {
            reader.setAutoCommit(false);
            Shop.execute(reader, "SELECT * FROM users");
            assertUndone(
                    plan, "locking table public.users gave up after 3 tries of 100 ms behind pid");
        }
    }

    @Test
    void refusesWhileADeploymentHoldsTheToolsLock() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection deployment = shop.connect()) {
            Shop.execute(deployment, "SET application_name = 'deployment'");
            Shop.execute(deployment, "SELECT pg_advisory_lock(72707369)");
            assertRefused(() -> shop.run(plan), ErrorCode.LOCKED, "(deployment");
        }
        assertThat(shop.run(plan).deviations()).isEmpty();
    }

    @Test
    void refusesASecondRunMeanwhile() throws SQLException {
        PlanFile plan = shop.plan();
        AtomicReference<Throwable> second = new AtomicReference<>();
        RunReport first =
                shop.runner(
                                Shop.fast(),
                                event -> {
                                    if (event instanceof RunEvent.Executing executing
                                            && executing.number() == 1) {
                                        try {
                                            shop.run(plan);
                                        } catch (BackoutException e) {
                                            second.set(e);
                                        }
                                    }
                                })
                        .run(plan);
        assertThat(first.deviations()).isEmpty();
        assertThat(second.get())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                .hasMessageContaining("another run of Backout is under way");
    }

    @Test
    void anotherBarStaysWhenOneIsLifted() throws SQLException {
        shop.run(shop.plan());
        shop.execute(
                "INSERT INTO backout.bar (history, migration, checksum, run) SELECT history,"
                        + " 'another', checksum, run FROM backout.bar LIMIT 1");
        Bars bars = new Bars(new RecordSchema("backout"), Shop.TOOL);
        try (Connection connection = shop.connect()) {
            bars.lift(connection, "another", new Operator("a@b", null), Duration.ofSeconds(1));
        }
        assertBarred(shop.connect());
    }

    @Test
    void ourOwnObjectsAreHiddenFromASnapshot() throws SQLException {
        PlanFile plan = shop.plan();
        Snapshot before = shop.read();
        shop.run(plan);
        shop.execute(
                """
                ALTER TABLE users DROP email; ALTER TABLE users ADD nickname text;
                CREATE INDEX users_name_idx ON users (name)
                """);
        assertThat(new RecordSchema("backout").hiddenFrom(shop.read()).sameAs(before)).isTrue();
    }

    private static void assertRefused(ThrowingCallable run, ErrorCode code, String what) {
        assertThatThrownBy(run)
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(what);
    }

    @Test
    void anInverseIsKeptAndFound() throws SQLException {
        InverseStore store = new InverseStore(new RecordSchema("backout"));
        Instant then = Instant.parse("2026-11-21T12:00:00Z");
        StoredInverse first = new StoredInverse("m", "c", "DROP TABLE x;", "0.1.0", then, "hash");
        StoredInverse better = new StoredInverse("m", "c", "DROP TABLE y;", "0.2.0", then, "hash");
        try (Connection connection = shop.connect()) {
            store.put(connection, first);
            assertThat(store.find(connection, "m", "c")).isEqualTo(first);
            store.put(connection, better);
            assertThat(store.find(connection, "m", "c")).isEqualTo(better);
            assertThat(store.find(connection, "m", "other")).isNull();
        }
        assertThat(shop.run(shop.plan()).deviations()).isEmpty();
    }

    @Test
    void bringsADroppedTableBackAndRemovesAnAddedOne() throws SQLException {
        shop.execute("CREATE TABLE added (id int); CREATE TYPE mood AS ENUM ('a')");
        PlanFile plan =
                shop.plan(
                        List.of(
                                "DROP TABLE public.added",
                                "DROP TYPE public.mood",
                                "CREATE TABLE public.back (id int PRIMARY KEY)",
                                "CREATE VIEW public.names AS SELECT name FROM public.users"));
        assertThat(shop.run(plan).deviations()).isEmpty();
        assertThat(shop.value("SELECT to_regclass('public.back')")).isEqualTo("back");
    }

    @Test
    void aDeferredConstraintThatFailsUndoesEverything() throws SQLException {
        shop.execute(
                """
                ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey
                    DEFERRABLE INITIALLY DEFERRED
                """);
        PlanFile plan =
                withStatements(
                        shop.plan(),
                        List.of(
                                Shop.INVERSE.get(0),
                                Shop.INVERSE.get(1),
                                Shop.INVERSE.get(2),
                                "INSERT INTO public.orders VALUES (1, 1)"));
        assertUndone(plan, "the check of deferred constraints failed: insert or update on table");
    }

    @Test
    void noValueStandsInAMessage() throws SQLException {
        PlanFile plan = withStatements(shop.plan(), List.of("SELECT 'secret value'::int"));
        assertThatThrownBy(() -> shop.run(plan))
                .hasMessageContaining("invalid input syntax for type integer (SQLSTATE 22P02)");
    }

    @Test
    void tellsWhatOthersChangedMeanwhileElsewhere() throws SQLException {
        PlanFile plan = shop.plan();
        RunReport report =
                shop.runner(
                                Shop.fast(),
                                event -> {
                                    if (event instanceof RunEvent.Committed) {
                                        create("CREATE TABLE meanwhile (id int)");
                                    }
                                })
                        .run(plan);
        assertThat(report.deviations()).isEmpty();
        assertThat(report.changedMeanwhile()).contains("table public.meanwhile was added since");
    }

    @Test
    void tellsWhatIsWrongAfterTheCommit() throws SQLException {
        PlanFile plan = shop.plan();
        RunReport report =
                shop.runner(
                                Shop.fast(),
                                event -> {
                                    if (event instanceof RunEvent.Committed) {
                                        create("ALTER TABLE users DROP email");
                                    }
                                })
                        .run(plan);
        assertThat(report.deviations()).containsExactly("column public.users.email is missing");
    }

    private void create(String sql) {
        try {
            shop.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDatabaseThatDoesNotTellItsSystemIsKnownByItsName() throws SQLException {
        DatabaseIdentity known;
        DatabaseIdentity hidden;
        try (Connection admin = shop.admin();
                Connection connection = shop.connect()) {
            known = DatabaseIdentityReader.read(connection);
            Shop.execute(admin, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
            hidden = DatabaseIdentityReader.read(connection);
        }
        assertThat(known.systemIdentifier()).matches("[0-9]+");
        assertThat(hidden).isEqualTo(new DatabaseIdentity("", known.oid(), known.name()));
        DatabaseIdentityReader.insist(known, hidden);
        DatabaseIdentity elsewhere = new DatabaseIdentity("1", known.oid(), known.name());
        assertRefused(
                () -> DatabaseIdentityReader.insist(elsewhere, known),
                ErrorCode.PLAN_ELSEWHERE,
                "of system 1");
    }
}
