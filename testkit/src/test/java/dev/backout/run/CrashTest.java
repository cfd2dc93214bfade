package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.run.RunEnd;

import org.jspecify.annotations.Nullable;
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

/// A process that dies at any call leaves a run that another process brings to the same end.
///
/// Usually every n-th point is tried; `-Dbackout.crash=all` tries them all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    /// How often a process asks again that finds the one before not gone yet; it takes seconds each
    /// time.
    private static final int PATIENCE = 10;

    private static final int MAJOR = 18;
    private static final RecordSchema RECORDS = new RecordSchema("backout");
    private static final boolean ALL = "all".equals(System.getProperty("backout.crash"));
    private static final int STRIDE = ALL ? 1 : 19;
    private static final Step.Outside NOTE =
            new Step.Outside("note", "write a note", List.of("a", "b"));

    private static final LoneStatement BUILD =
            new LoneStatement(
                    "CREATE INDEX CONCURRENTLY orders_user_idx ON public.orders (user_id)",
                    LoneStatement.Goal.INDEX_VALID,
                    Address.of(ObjectKind.INDEX, "public", "orders_user_idx"),
                    "",
                    "DROP INDEX CONCURRENTLY public.orders_user_idx");
    private static final LoneStatement DROP =
            new LoneStatement(
                    "DROP INDEX CONCURRENTLY public.users_name_idx",
                    LoneStatement.Goal.INDEX_GONE,
                    Address.of(ObjectKind.INDEX, "public", "users_name_idx"),
                    "",
                    "CREATE INDEX CONCURRENTLY users_name_idx ON public.users (name)");

    private final Set<String> notes = ConcurrentHashMap.newKeySet();
    private Shop original;

    @BeforeAll
    void fill() throws SQLException {
        original = Shop.on(Shop.server(MAJOR));
        original.execute(
                "INSERT INTO users SELECT g, 'name ' || g, NULL FROM generate_series(1, 3) g");
    }

    @AfterAll
    void drop() throws SQLException {
        original.close();
    }

    @Test
    void aProcessThatDiesAnywhereIsFollowedByOneThatEndsTheRun() throws SQLException {
        Mortality alive = Mortality.none();
        RunEnd expected = trial(List.of(alive));
        assertThat(expected.state()).isEqualTo(RunState.DONE);
        int tried = 0;
        for (int k = 1; k <= alive.calls(); k += STRIDE) {
            for (boolean after : List.of(false, true)) {
                Mortality dying = Mortality.at(k, after);
                RunEnd end = trial(List.of(dying, Mortality.none()));
                assertThat(expected.differences(end))
                        .as("died %s call %d", after ? "after" : "before", k)
                        .isEmpty();
                tried++;
            }
        }
        System.out.printf("crash points tried: %d of %d%n", tried, 2 * alive.calls());
    }

    @Test
    void itMayDieTwice() throws SQLException {
        Mortality alive = Mortality.none();
        RunEnd expected = trial(List.of(alive));
        int stride = ALL ? 7 : 130;
        int tried = 0;
        for (int j = 3; j <= alive.calls(); j += stride) {
            for (int k = 2; k <= alive.calls(); k += stride) {
                RunEnd end =
                        trial(
                                List.of(
                                        Mortality.at(j, (j + k) % 2 == 0),
                                        Mortality.at(k, j % 2 == 0),
                                        Mortality.none()));
                assertThat(expected.differences(end)).as("died at %d, then at %d", j, k).isEmpty();
                tried++;
            }
        }
        System.out.printf("pairs of crash points tried: %d%n", tried);
    }

    /// One run in a database of its own, by one process after the other.
    private RunEnd trial(List<Mortality> processes) throws SQLException {
        notes.clear();
        try (Shop shop = original.twin()) {
            PlanFile plan = plan(shop);
            for (Mortality process : processes) {
                live(shop, plan, process, PATIENCE);
            }
            return end(shop);
        }
    }

    private void live(Shop shop, PlanFile plan, Mortality process, int patience)
            throws SQLException {
        Runner runner =
                new Runner(
                        new RunPlace(
                                process.sessions(shop::connect),
                                Shop.TOOL,
                                Shop.fast(),
                                new Operator("tester@here", null),
                                Places::parse,
                                List.of(new Note(process)),
                                JournalCopy.NONE,
                                event -> {}));
        try {
            RunRecord open = open(shop);
            if (open == null) {
                runner.run(plan, new Runner.Beginning(List.of(NOTE), null));
            } else {
                runner.resume(open.id());
            }
        } catch (Mortality.Death death) {
            assertThat(process.dead()).isTrue();
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.LOCKED && !process.dead()) {
                // The server needs a moment to see that the one before is gone.
                assertThat(patience).as("%s", e.getMessage()).isPositive();
                live(shop, plan, process, patience - 1);
                return;
            }
            // Its thread may notice the death by a closed session; and who is done has no more to
            // do.
            assertThat(process.dead() || e.code() == ErrorCode.PLAN_STALE)
                    .as("%s %s", e.getMessage(), e.hints())
                    .isTrue();
        }
    }

    private static @Nullable RunRecord open(Shop shop) throws SQLException {
        try (Connection connection = shop.connect()) {
            return new RunRecords(RECORDS)
                    .list(connection).stream()
                            .filter(run -> run.state().open())
                            .findFirst()
                            .orElse(null);
        }
    }

    private PlanFile plan(Shop shop) throws SQLException {
        try (Shop copy = shop.twin();
                Connection live = shop.connect();
                Connection twin = copy.connect()) {
            Plan plan =
                    PlanMaker.make(
                            live,
                            twin,
                            Shop.TOOL,
                            Shop.UNDONE,
                            List.of(
                                    "ALTER TABLE public.users ADD COLUMN email text",
                                    "ALTER TABLE public.users DROP COLUMN nickname"),
                            List.of(BUILD, DROP));
            return Places.file(plan);
        }
    }

    private static RunEnd end(Shop shop) throws SQLException {
        try (Connection connection = shop.connect()) {
            return RunEnd.read(connection, List.of("users", "orders", "_prisma_migrations"));
        }
    }

    /// A deed outside of the database that must not be done twice, with a probe.
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
            process.outside(() -> assertThat(notes.add(run)).as("done once only").isTrue());
            return "the note is there";
        }

        @Override
        public Undone undo(Step.Outside step, String run) {
            return new Undone(notes.remove(run), "the note is gone");
        }
    }
}
