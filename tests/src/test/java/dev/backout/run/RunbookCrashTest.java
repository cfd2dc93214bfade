package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.records.RecordSchema;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.RunEnd;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that dies at any call of a whole runbook leaves a run that another process brings to
/// the same end, and never leaves anything shut without saying so.
///
/// Usually a point in each step is tried, another one every day (`-Dbackout.crash.seed`);
/// `-Dbackout.crash=all` tries them all.
class RunbookCrashTest {
    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final Step.Outside FLAG = note("turn the flag off");
    private static final Step.Outside RELEASE = note("put the old release back");
    private static final Step.Outside UNWANTED = note(Notes.UNWANTED);
    private static final Step.Outside QUIET =
            new Step.Outside(
                    QuietWait.step(Duration.ZERO, Duration.ZERO).kind(),
                    "see that nobody writes",
                    List.of("1", "60000"));

    @Test
    void whoDiesIsFollowedByOneThatEndsTheRunAndOpensTheDoors() throws SQLException {
        try (CrashScene scene = scene()) {
            Mortality alive = Mortality.none();
            RunEnd expected = run(scene, alive);
            assertThat(expected.state()).isEqualTo(RunState.DONE);
            tried(
                    "crash points of a runbook",
                    alive,
                    160,
                    process -> same(expected, run(scene, process)));
        }
    }

    @Test
    void whoDiesWhileGivingUpLeavesDoorsThatTheNextOneOpens() throws SQLException {
        try (CrashScene scene = scene()) {
            Mortality alive = Mortality.none();
            RunEnd expected = abort(scene, alive);
            assertThat(expected.state()).isEqualTo(RunState.ABORTED);
            tried(
                    "crash points of giving a runbook up",
                    alive,
                    160,
                    process -> same(expected, abort(scene, process)));
        }
    }

    @Test
    void whoDiesWhileOpeningByHandIsFollowedByOneThatOpens() throws SQLException {
        try (CrashScene scene = scene()) {
            Mortality alive = Mortality.none();
            open(scene, alive);
            tried("crash points of opening by hand", alive, 19, process -> open(scene, process));
        }
    }

    private interface Trying {
        void with(Mortality process) throws SQLException;
    }

    private static void tried(String what, Mortality alive, int longest, Trying trying) {
        List<Callable<?>> trials = new ArrayList<>();
        AtomicInteger died = new AtomicInteger();
        for (int k : CrashScene.points(alive, longest)) {
            for (boolean after : List.of(false, true)) {
                Mortality process = Mortality.at(k, after);
                String point = "died %s call %d".formatted(after ? "after" : "before", k);
                trials.add(() -> {
                    try {
                        trying.with(process);
                        died.addAndGet(process.dead() ? 1 : 0);
                    } catch (AssertionError e) {
                        throw new AssertionError(point + ": " + e.getMessage(), e);
                    }
                    return true;
                });
            }
        }
        Lanes.run(trials);
        // Waiting takes more calls or fewer, so that the last points may lie behind the end.
        assertThat(died.get()).isGreaterThan(trials.size() * 9 / 10);
        CrashScene.told(what, died.get(), alive);
    }

    private static void same(RunEnd expected, RunEnd end) {
        assertThat(expected.differences(end)).isEmpty();
    }

    private static RunEnd run(CrashScene scene, Mortality process) throws SQLException {
        try (CrashScene.Trial trial = scene.begin()) {
            trial.run(process);
            insistOnShout(trial);
            if (process.dead()) {
                trial.run(Mortality.none());
            }
            insistOnOpen(trial);
            assertThat(trial.notes().written(RELEASE.title())).isTrue();
            return trial.end();
        }
    }

    /// A run that stops with its doors shut, given up by one process and then by another.
    private static RunEnd abort(CrashScene scene, Mortality process) throws SQLException {
        try (CrashScene.Trial trial = scene.begin()) {
            String run = stopped(trial);
            trial.abort(run, process);
            insistOnShout(trial);
            if (!"aborted".equals(trial.shop().value("SELECT state FROM backout.run"))) {
                trial.runner(Mortality.none()).abort(run);
            }
            insistOnOpen(trial);
            assertThat(trial.notes().none()).isTrue();
            return trial.end();
        }
    }

    /// The same, opened by hand.
    private static void open(CrashScene scene, Mortality process) throws SQLException {
        try (CrashScene.Trial trial = scene.begin()) {
            String run = stopped(trial);
            trial.live(process, () -> trial.runner(process).open(run, false));
            insistOnShout(trial);
            trial.runner(Mortality.none()).open(run, false);
            insistOnOpen(trial);
            assertThat(shut(trial)).isEmpty();
        }
    }

    private static String stopped(CrashScene.Trial trial) throws SQLException {
        trial.notes().refuse(true);
        try {
            trial.runner(Mortality.none())
                    .run(trial.file(), new Runner.Beginning(trial.around(), null));
        } catch (BackoutException e) {
            assertThat(e.getMessage()).contains("it is refused");
        }
        trial.notes().refuse(false);
        assertThat(shut(trial)).hasSize(1);
        return shut(trial).getFirst().run();
    }

    private static CrashScene scene() throws SQLException {
        return CrashScene.of(
                CrashScene.REVERSIBLE, RunbookCrashTest::around, List.of(CrashScene.DROP));
    }

    private static Around around(Shop shop) {
        return new Around(
                List.of(CrashScene.NOTE),
                List.of(
                        new Around.Door(FLAG, "turn the flag on"),
                        new Around.Door(
                                new DatabasePause(shop::connect, RECORDS).step(true),
                                "resume writes")),
                List.of(QUIET),
                List.of(RELEASE, UNWANTED),
                List.of(note("start the workers")));
    }

    private static Step.Outside note(String title) {
        return new Step.Outside(Notes.KIND, title, List.of());
    }

    private static void insistOnShout(CrashScene.Trial trial) throws SQLException {
        if (trial.notes().written(FLAG.title()) || setting(trial) != null) {
            assertThat(shut(trial)).as("what status shouts").isNotEmpty();
        }
    }

    private static void insistOnOpen(CrashScene.Trial trial) throws SQLException {
        assertThat(trial.notes().written(FLAG.title())).as("the flag is off").isFalse();
        assertThat(setting(trial)).isNull();
    }

    private static List<ShutDoors> shut(CrashScene.Trial trial) throws SQLException {
        try (Connection connection = trial.shop().connect()) {
            return ShutDoors.of(connection, RECORDS);
        }
    }

    private static @Nullable String setting(CrashScene.Trial trial) throws SQLException {
        return trial.shop()
                .value(
                        """
                        SELECT array_to_string(setconfig, ',') FROM pg_db_role_setting
                        WHERE setdatabase =
                            (SELECT oid FROM pg_database WHERE datname = current_database())
                        """);
    }
}
