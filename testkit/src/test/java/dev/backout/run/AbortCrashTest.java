package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.plan.Forward;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.run.RunEnd;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A process that dies at any call while it gives a run up leaves one that another process gives up
/// to the same end.
///
/// Usually every n-th point is tried; `-Dbackout.crash=all` tries them all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbortCrashTest {
    private static final int STRIDE = "all".equals(System.getProperty("backout.crash")) ? 1 : 61;
    private static final Step.Outside NOTE = new Step.Outside("note", "write a note", List.of());
    private static final LoneStatement DROP =
            new LoneStatement(
                    "DROP INDEX CONCURRENTLY public.users_name_idx",
                    LoneStatement.Goal.INDEX_GONE,
                    Address.of(ObjectKind.INDEX, "public", "users_name_idx"),
                    "",
                    "CREATE INDEX CONCURRENTLY users_name_idx ON public.users (name)");
    private static final LoneStatement IMPOSSIBLE =
            new LoneStatement(
                    "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON public.users (name)",
                    LoneStatement.Goal.INDEX_VALID,
                    Address.of(ObjectKind.INDEX, "public", "users_name_key"),
                    "",
                    "DROP INDEX CONCURRENTLY public.users_name_key");

    private final Set<String> notes = ConcurrentHashMap.newKeySet();
    private Shop original;

    @BeforeAll
    void fill() throws SQLException {
        original = Shop.on(Shop.server(18));
    }

    @AfterAll
    void drop() throws SQLException {
        original.close();
    }

    @Test
    void whoDiesWhileGivingUpIsFollowedByOneThatEndsIt() throws SQLException {
        Mortality alive = Mortality.none();
        RunEnd expected = trial(alive);
        assertThat(expected.state()).isEqualTo(RunState.ABORTED);
        int tried = 0;
        for (int k = 1; k <= alive.calls(); k += STRIDE) {
            for (boolean after : List.of(false, true)) {
                RunEnd end = trial(Mortality.at(k, after));
                assertThat(expected.differences(end))
                        .as("died %s call %d", after ? "after" : "before", k)
                        .isEmpty();
                tried++;
            }
        }
        System.out.printf("crash points of abort tried: %d of %d%n", tried, 2 * alive.calls());
    }

    /// A run that stops, given up by one process and then by another when that one died.
    private RunEnd trial(Mortality process) throws SQLException {
        notes.clear();
        try (Shop shop = original.twin()) {
            String run = stopped(shop);
            try {
                runner(shop, process).abort(run);
            } catch (Mortality.Death death) {
                assertThat(process.dead()).isTrue();
            } catch (BackoutException e) {
                assertThat(process.dead()).as("%s %s", e.getMessage(), e.hints()).isTrue();
            }
            String state = shop.value("SELECT state FROM backout.run");
            if (!"aborted".equals(state)) {
                runner(shop, Mortality.none()).abort(run);
            }
            assertThat(notes).isEmpty();
            try (Connection connection = shop.connect()) {
                return RunEnd.read(connection, List.of("users", "orders", "_prisma_migrations"));
            }
        }
    }

    private String stopped(Shop shop) throws SQLException {
        PlanFile plan = plan(shop);
        shop.execute("INSERT INTO users VALUES (1, 'Ann'), (2, 'Ann')");
        try {
            runner(shop, Mortality.none()).run(plan, new Runner.Beginning(List.of(NOTE), null));
        } catch (BackoutException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STEP_FAILED);
        }
        String run = shop.value("SELECT id FROM backout.run WHERE state = 'stopped'");
        assertThat(run).isNotNull();
        return run;
    }

    private Runner runner(Shop shop, Mortality process) {
        return new Runner(
                new RunPlace(
                        process.sessions(shop::connect),
                        Shop.TOOL,
                        Shop.fast(),
                        new Operator("tester@here", null),
                        Places::parse,
                        List.of(new Note(process)),
                        JournalCopy.NONE,
                        event -> {}));
    }

    private static PlanFile plan(Shop shop) throws SQLException {
        UndoneMigration undone =
                new UndoneMigration(
                        Shop.UNDONE.name(),
                        Shop.UNDONE.rowIds(),
                        Shop.UNDONE.checksums(),
                        Shop.UNDONE.history(),
                        new Forward(
                                "ALTER TABLE users DROP COLUMN email;"
                                        + " ALTER TABLE users ADD COLUMN nickname text;",
                                List.of()));
        try (Shop copy = shop.twin();
                Connection live = shop.connect();
                Connection twin = copy.connect()) {
            return Places.file(
                    PlanMaker.make(
                            live,
                            twin,
                            Shop.TOOL,
                            undone,
                            List.of(
                                    "ALTER TABLE public.users ADD COLUMN email text",
                                    "ALTER TABLE public.users DROP COLUMN nickname"),
                            List.of(DROP, IMPOSSIBLE)));
        }
    }

    /// A deed outside of the database that is taken back once.
    private final class Note implements OutsideWork {
        private final Mortality process;

        Note(Mortality process) {
            this.process = process;
        }

        @Override
        public String kind() {
            return "note";
        }

        @Override
        public Probe probe(Step.Outside step, String run) {
            return notes.contains(run)
                    ? new Probe.Happened("the note is there")
                    : new Probe.NotHappened("there is no note");
        }

        @Override
        public String perform(Step.Outside step, String run, Consumer<String> progress) {
            notes.add(run);
            return "the note is there";
        }

        @Override
        public Undone undo(Step.Outside step, String run) {
            process.outside(() -> notes.remove(run));
            return new Undone(true, "the note is gone");
        }
    }
}
