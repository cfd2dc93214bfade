package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.Step;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.Forward;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.run.Remains;
import dev.backout.testkit.run.RunEnd;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/// Processes that die, one after the other, at work on copies of one database and on one plan. Safe
/// for several threads, each with copies of its own.
///
/// @param original the database that is copied
/// @param plan for it
/// @param around what is done around the transaction, on which copy
record CrashScene(Shop original, Plan plan, Function<Shop, Around> around)
        implements AutoCloseable {
    static final boolean ALL = "all".equals(System.getProperty("backout.crash"));
    static final Step.Outside NOTE =
            new Step.Outside(Notes.KIND, "write a note", List.of("a", "b"));
    static final LoneStatement DROP =
            new LoneStatement(
                    "DROP INDEX CONCURRENTLY public.users_name_idx",
                    LoneStatement.Goal.INDEX_GONE,
                    Address.of(ObjectKind.INDEX, "public", "users_name_idx"),
                    "",
                    "CREATE INDEX CONCURRENTLY users_name_idx ON public.users (name)");

    /// A migration whose script is at hand, so that giving up can apply it again.
    static final UndoneMigration REVERSIBLE =
            new UndoneMigration(
                    Shop.UNDONE.name(),
                    Shop.UNDONE.rowIds(),
                    Shop.UNDONE.checksums(),
                    Shop.UNDONE.history(),
                    new Forward(
                            "ALTER TABLE users DROP COLUMN email;"
                                    + " ALTER TABLE users ADD COLUMN nickname text;",
                            List.of()));

    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final List<String> INVERSE =
            List.of(
                    "ALTER TABLE public.users ADD COLUMN email text",
                    "ALTER TABLE public.users DROP COLUMN nickname");

    /// A shop, and a plan that brings one column of it back and takes another one away.
    ///
    /// @param undone what the plan says of the migration
    /// @param first what is done before the transaction
    /// @param afterwards what is done after it
    static CrashScene of(
            UndoneMigration undone, List<Step.Outside> first, List<LoneStatement> afterwards)
            throws SQLException {
        return of(undone, _ -> Around.before(first), afterwards);
    }

    /// The same, with steps around the transaction that depend on the copy.
    static CrashScene of(
            UndoneMigration undone, Function<Shop, Around> around, List<LoneStatement> afterwards)
            throws SQLException {
        Shop original = Shop.on(Shop.server(18));
        original.execute(
                "INSERT INTO users SELECT g, 'name ' || g, NULL FROM generate_series(1, 3) g");
        try (Shop copy = original.twin();
                Shop other = original.twin();
                Connection live = other.connect();
                Connection twin = copy.connect()) {
            Plan plan = PlanMaker.make(live, twin, Shop.TOOL, undone, INVERSE, afterwards);
            return new CrashScene(original, plan, around);
        }
    }

    /// Calls at which a process dies: all of them, or one in every step.
    ///
    /// @param alive a process that did all of it
    /// @param longest how many calls one may stand for at most
    static List<Integer> points(Mortality alive, int longest) {
        SortedSet<Integer> ends = new TreeSet<>(alive.marks());
        ends.add(alive.calls());
        List<Integer> points = new ArrayList<>();
        int done = 0;
        for (int end : ends) {
            int most = ALL ? 1 : longest;
            while (done < end) {
                int length = Math.min(most, end - done);
                points.add(done + 1 + (int) Math.floorMod(seed(), (long) length));
                done += length;
            }
        }
        return points;
    }

    /// Which of the calls of a stretch is tried: another one every day.
    private static long seed() {
        return Long.getLong("backout.crash.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    }

    /// What was tried, for whoever reads the build's output.
    static void told(String what, int tried, Mortality alive) {
        System.out.printf("%s tried: %d of %d, seed %d%n", what, tried, 2 * alive.calls(), seed());
    }

    /// A copy of the database that nobody has worked in yet.
    Trial begin() throws SQLException {
        Shop shop = original.twin();
        try (Connection connection = shop.connect()) {
            PlanFile file = Places.file(plan.on(DatabaseIdentityReader.read(connection)));
            return new Trial(shop, file, around.apply(shop), new Notes());
        }
    }

    /// A new copy, on which these processes run the plan, one after the other has died or ended.
    RunEnd run(Mortality... processes) throws SQLException {
        try (Trial trial = begin()) {
            for (Mortality process : processes) {
                trial.run(process);
            }
            return trial.end();
        }
    }

    /// What the first process leaves when it dies, before the next one ends the run.
    Remains remains(Mortality first, Mortality next) throws SQLException {
        try (Trial trial = begin()) {
            trial.run(first);
            Remains remains = trial.remains();
            trial.run(next);
            return remains;
        }
    }

    @Override
    public void close() throws SQLException {
        original.close();
    }

    /// One copy and what is done there.
    record Trial(Shop shop, PlanFile file, Around around, Notes notes) implements AutoCloseable {
        /// Runs the plan or goes on with it, as far as the process lives.
        void run(Mortality process) throws SQLException {
            RunRecord open = open();
            Runner runner = runner(process);
            live(
                    process,
                    () -> {
                        if (open == null) {
                            runner.run(file, new Runner.Beginning(around, null));
                        } else {
                            runner.resume(open.id());
                        }
                    });
        }

        /// Gives the run up, as far as the process lives.
        void abort(String run, Mortality process) throws SQLException {
            live(process, () -> runner(process).abort(run));
        }

        /// What a process does as long as it lives.
        void live(Mortality process, Runnable work) throws SQLException {
            try {
                work.run();
            } catch (Mortality.Death death) {
                assertThat(process.dead()).isTrue();
            } catch (BackoutException e) {
                // Its thread may notice the death by a closed session; and who comes when all is
                // done has no more to do.
                assertThat(process.dead() || e.code() == ErrorCode.PLAN_STALE)
                        .as("%s %s", e.getMessage(), e.hints())
                        .isTrue();
            }
            try (Connection connection = shop.admin()) {
                process.awaitEnd(connection);
            }
        }

        Runner runner(Mortality process) {
            Supplier<Connection> sessions = process.sessions(shop::connect);
            return new Runner(
                    new RunPlace(
                            () -> SessionSettings.writing(sessions.get()),
                            Shop.TOOL,
                            Shop.fast(),
                            new Operator("tester@here", null),
                            Places::parse,
                            List.of(
                                    notes.of(process),
                                    new DatabasePause(sessions, RECORDS),
                                    new QuietWait(sessions, RECORDS)),
                            JournalCopy.NONE,
                            event -> {
                                if (event instanceof RunEvent.StepBegins) {
                                    process.mark();
                                }
                            }));
        }

        private @Nullable RunRecord open() throws SQLException {
            try (Connection connection = shop.connect()) {
                return new RunRecords(RECORDS)
                        .list(connection).stream()
                                .filter(run -> run.state().open())
                                .findFirst()
                                .orElse(null);
            }
        }

        /// What there is when nobody is at work.
        Remains remains() throws SQLException {
            try (Connection connection = shop.connect()) {
                return Remains.read(connection);
            }
        }

        /// What there is in the end.
        RunEnd end() throws SQLException {
            try (Connection connection = shop.connect()) {
                return RunEnd.read(connection, List.of("users", "orders", "_prisma_migrations"));
            }
        }

        @Override
        public void close() throws SQLException {
            shop.close();
        }
    }
}
