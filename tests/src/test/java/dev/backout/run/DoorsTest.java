package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.journal.Step;
import dev.backout.plan.PlanFile;
import dev.backout.records.RecordSchema;
import dev.backout.testkit.run.Places;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Writes are paused while a migration is backed out, by the database's own setting: what others
/// notice, and what becomes of it when something fails.
class DoorsTest {
    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final String READ_ONLY = "25006";

    private final Gate gate = new Gate();
    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.on(Shop.server(18));
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    @Test
    void nobodyElseWritesUntilItIsBackedOut() throws SQLException {
        PlanFile plan = shop.plan();
        List<String> seen = new ArrayList<>();
        try (Connection before = application()) {
            RunReport report =
                    runner(
                                    event -> {
                                        if (event instanceof RunEvent.Committed) {
                                            seen.add(written());
                                        }
                                    })
                            .run(plan, beginning(true));

            assertThat(report.deviations()).isEmpty();
            assertThat(seen).containsExactly(READ_ONLY);
            assertThat(before.isValid(1)).as("one that could write").isFalse();
        }
        assertThat(written()).isEqualTo("written");
        assertThat(settings()).isNull();
        assertThat(events())
                .containsExactly(
                        "pause writes: database %s is read-only for new sessions, and those that are open are ended"
                                .formatted(shop.name()),
                        "see that nobody writes for 1.5 s",
                        "back out " + Shop.BAD,
                        "ask the gate",
                        "resume writes",
                        "verify database " + shop.name());
    }

    @Test
    void whoConnectedMeanwhileIsNotLeftReadOnly() throws SQLException {
        List<Connection> meanwhile = new ArrayList<>();
        runner(
                        event -> {
                            if (event instanceof RunEvent.Committed) {
                                meanwhile.add(application());
                            }
                        })
                .run(shop.plan(), beginning(true));
        try (Connection session = meanwhile.getFirst()) {
            assertThat(session.isValid(1)).isFalse();
        }
    }

    /// Its new session can write: nobody waits for the end of that.
    @Test
    void whoConnectsAgainAtOnceHoldsUpNothing() throws SQLException {
        PlanFile plan = shop.plan();
        List<Connection> came = new ArrayList<>(List.of(application()));
        assertThat(runner(_ -> {}, () -> followed(came)).run(plan, beginning(true)).deviations())
                .isEmpty();
        assertThat(came).hasSize(3);
        assertThat(came.get(0).isValid(1)).as("from before").isFalse();
        assertThat(came.get(1).isValid(1)).as("read-only").isFalse();
        try (Connection last = came.get(2)) {
            assertThat(last.isValid(1)).as("it can write").isTrue();
        }
    }

    /// Where a session is ended by this connection, another one of the application comes.
    private Connection followed(List<Connection> came) {
        Connection real = shop.connect();
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, given) -> {
                            if (given != null
                                    && String.valueOf(given[0]).contains("pg_terminate_backend")) {
                                came.add(application());
                            }
                            try {
                                return method.invoke(real, given);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void aFailureBeforeTheCommitOpensAtOnceAndResumeShutsAgain() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection holder = shop.admin()) {
            holder.setAutoCommit(false);
            Shop.execute(holder, "LOCK TABLE users IN ACCESS SHARE MODE");

            assertThatThrownBy(() -> runner(event -> {}).run(plan, beginning(true)))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> {
                                assertThat(e.hints().getFirst())
                                        .isEqualTo(
                                                "what the run had shut is open again, as before");
                                assertThat(e.hints().getLast()).startsWith("step 2 is done; ");
                            });
        }
        assertThat(settings()).isNull();
        assertThat(written()).isEqualTo("written");
        assertThat(shut()).isEmpty();
        String run = String.valueOf(shop.value("SELECT id FROM backout.run"));

        runner(event -> {}).resume(run);

        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("done");
        assertThat(
                        shop.value(
                                "SELECT count(*) FROM backout.journal WHERE step = 1 AND event ="
                                        + " 'done'"))
                .isEqualTo("2");
        assertThat(settings()).isNull();
    }

    @Test
    void aGateThatFailsKeepsItShutUntilSomebodyOpens() throws SQLException {
        gate.fails = true;
        assertThatThrownBy(() -> runner(event -> {}).run(shop.plan(), beginning(true)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e ->
                                assertThat(e.hints().getFirst())
                                        .startsWith("STILL SHUT: pause writes: database")
                                        .contains("backout resume-writes"));
        assertThat(written()).isEqualTo(READ_ONLY);
        String run = shut().getFirst().run();

        assertThat(runner(event -> {}).open(run, false)).hasSize(1);
        assertThat(written()).isEqualTo("written");
        assertThat(shut()).isEmpty();
        assertThat(runner(event -> {}).open(run, false)).isEmpty();

        assertThatThrownBy(() -> runner(event -> {}).resume(run))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.hints()).noneMatch(hint -> hint.contains("SHUT"));
                            assertThat(e.hints().getLast()).startsWith("steps 2-3 are done; ");
                        });
        assertThat(shut()).as("what was opened by hand is open").isEmpty();

        gate.fails = false;
        List<String> seen = new ArrayList<>();
        runner(
                        event -> {
                            if (event instanceof RunEvent.StepBegins) {
                                seen.add(written());
                            }
                            assertThat(event).isNotInstanceOf(RunEvent.Opened.class);
                        })
                .resume(run);
        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("done");
        assertThat(seen).as("what was opened by hand stays open").containsOnly("written");
    }

    @Test
    void givingUpThatIsRefusedKeepsItShut() throws SQLException {
        gate.fails = true;
        PlanFile plan = shop.plan();
        assertThatThrownBy(() -> runner(event -> {}).run(plan, beginning(true)))
                .isInstanceOf(BackoutException.class);
        String run = shut().getFirst().run();
        // The plan holds no script to apply again, so that giving up is refused, and says so.
        assertThatThrownBy(() -> runner(event -> {}).abort(run))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_IRREVERSIBLE));
        assertThat(shut()).hasSize(1);
        runner(event -> {}).open(run, false);
        assertThat(written()).isEqualTo("written");
    }

    @Test
    void givingUpOpensThemAndSaysSo() throws SQLException {
        PlanFile plan = shop.plan();
        dieInTheTransaction(plan);
        String run = shut().getFirst().run();
        List<RunEvent> opened = new ArrayList<>();
        runner(
                        event -> {
                            if (event instanceof RunEvent.Opened) {
                                opened.add(event);
                            }
                        })
                .abort(run);
        assertThat(opened).hasSize(1);
        assertThat(written()).isEqualTo("written");
    }

    @Test
    void aDefectOpensThemToo() throws SQLException {
        assertThatThrownBy(() -> runner(DoorsTest::breakDown).run(shop.plan(), beginning(true)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL);
                            assertThat(e.hints().getFirst()).contains("is open again, as before");
                        });
        assertThat(written()).isEqualTo("written");
        assertThat(shut()).isEmpty();
    }

    private static void breakDown(RunEvent event) {
        if (isTransaction(event)) {
            throw new IllegalStateException("a defect");
        }
    }

    private void dieInTheTransaction(PlanFile plan) {
        assertThatThrownBy(() ->
                        runner(
                                        event -> {
                                            if (isTransaction(event)) {
                                                throw new AssertionError("the process dies");
                                            }
                                        })
                                .run(plan, beginning(true)))
                .isInstanceOf(AssertionError.class);
    }

    private static boolean isTransaction(RunEvent event) {
        return event instanceof RunEvent.StepBegins begins
                && begins.step().step() instanceof Step.Transaction;
    }

    @Test
    void noOtherRunBeginsWhileOneHasShutThem() throws SQLException {
        PlanFile plan = shop.plan();
        PlanFile other = Shop.withStatements(plan, Shop.INVERSE.reversed());
        dieInTheTransaction(plan);
        assertThat(written()).isEqualTo(READ_ONLY);
        String run = shut().getFirst().run();

        Shop.assertRefused(
                () -> runner(event -> {}).run(other, Runner.Beginning.PLAIN),
                ErrorCode.LOCKED,
                "writes are paused by run " + run);

        runner(event -> {}).open(run, false);
        assertThat(settings()).as("what there was before the first run").isNull();
        runner(event -> {}).run(other, Runner.Beginning.PLAIN);
        assertThat(written()).isEqualTo("written");
    }

    @Test
    void whoStillWritesIsNamedAndTheDoorsOpenAgain() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection writer = application()) {
            writer.setAutoCommit(false);
            Shop.execute(writer, "INSERT INTO users VALUES (77, 'busy')");

            assertThatThrownBy(() -> runner(event -> {}).run(plan, beginning(false)))
                    .hasMessageContaining("somebody still writes: shop application (pid");
            writer.rollback();
        }
        assertThat(settings()).isNull();
    }

    @Test
    void onlyTheOwnerShutsADatabase() throws SQLException {
        try (Connection admin = shop.admin()) {
            Shop.execute(
                    admin,
                    "DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object OR"
                            + " unique_violation THEN NULL; END $$");
        }
        Shop.assertRefused(
                () -> new DatabasePause(() -> shop.connect("guest"), RECORDS).step(true),
                ErrorCode.RIGHTS_MISSING,
                "only its owner may");
    }

    @Test
    void whatTheDatabaseSaidBeforeComesBack() throws SQLException {
        shop.execute(
                "ALTER DATABASE %s SET default_transaction_read_only = off".formatted(shop.name()));
        runner(event -> {}).run(shop.plan(), beginning(true));
        assertThat(settings()).isEqualTo("default_transaction_read_only=off");
    }

    private Runner.Beginning beginning(boolean endSessions) {
        return new Runner.Beginning(
                new Around(
                        List.of(),
                        List.of(
                                new Around.Door(
                                        new DatabasePause(shop::connect, RECORDS).step(endSessions),
                                        "resume writes")),
                        List.of(QuietWait.step(Duration.ZERO, Duration.ofSeconds(3))),
                        List.of(Gate.STEP),
                        List.of()),
                null);
    }

    private Runner runner(Consumer<RunEvent> listener) {
        return runner(listener, shop::connect);
    }

    private Runner runner(Consumer<RunEvent> listener, Supplier<Connection> pausing) {
        RunPlace plain =
                Places.plain(
                        () -> SessionSettings.writing(shop.connect()),
                        Shop.TOOL,
                        Shop.fast(),
                        new Operator("tester@here", null),
                        listener);
        return new Runner(
                new RunPlace(
                        plain.connections(),
                        plain.tool(),
                        plain.settings(),
                        plain.operator(),
                        plain.plans(),
                        List.of(
                                new DatabasePause(pausing, RECORDS),
                                new QuietWait(shop::connect, RECORDS),
                                gate),
                        plain.copy(),
                        listener));
    }

    private Connection application() {
        try {
            Connection connection = shop.connect();
            SessionSettings.session(connection, "application_name", "shop application");
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What comes of it when the application writes now, in a session of its own.
    private String written() {
        try (Connection connection = application()) {
            Shop.execute(connection, "INSERT INTO orders VALUES ((SELECT count(*) FROM orders))");
            return "written";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private @Nullable String settings() throws SQLException {
        return shop.value(
                """
                SELECT array_to_string(setconfig, ',') FROM pg_db_role_setting s
                JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database()
                """);
    }

    private List<ShutDoors> shut() throws SQLException {
        try (Connection connection = shop.connect()) {
            return ShutDoors.of(connection, RECORDS);
        }
    }

    private List<String> events() throws SQLException {
        return List.of(
                String.valueOf(
                                shop.value(
                                        """
                                        SELECT string_agg(title, '|' ORDER BY line)
                                        FROM backout.journal WHERE event = 'done'
                                        """))
                        .split("\\|"));
    }

    /// What has to be right before the doors open.
    private static final class Gate implements OutsideWork {
        private static final Step.Outside STEP =
                new Step.Outside("gate", "ask the gate", List.of());

        private boolean fails;

        @Override
        public String kind() {
            return "gate";
        }

        @Override
        public Probe probe(Step.Outside step, String run) {
            return new Probe.NotHappened("it is asked again");
        }

        @Override
        public String perform(Step.Outside step, String run, Diary diary) {
            if (fails) {
                throw BackoutException.of(ErrorCode.STEP_FAILED, "the gate says no");
            }
            return "it says yes";
        }

        @Override
        public Undone undo(Step.Outside step, String run) {
            return new Undone(true, "it only looked");
        }
    }
}
