package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.RunState;
import dev.backout.plan.LoneStatement;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.RunEnd;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// A process that dies at any call while it gives a run up leaves one that another process gives up
/// to the same end.
///
/// Usually a few points are tried; `-Dbackout.crash=all` tries them all.
class AbortCrashTest {
    private static final LoneStatement IMPOSSIBLE =
            new LoneStatement(
                    "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON public.users (name)",
                    LoneStatement.Goal.INDEX_VALID,
                    Address.of(ObjectKind.INDEX, "public", "users_name_key"),
                    "",
                    "DROP INDEX CONCURRENTLY public.users_name_key");

    @Test
    void whoDiesWhileGivingUpIsFollowedByOneThatEndsIt() throws SQLException {
        try (CrashScene scene =
                CrashScene.of(
                        CrashScene.REVERSIBLE,
                        List.of(CrashScene.NOTE),
                        List.of(CrashScene.DROP, IMPOSSIBLE))) {
            Mortality alive = Mortality.none();
            RunEnd expected = trial(scene, alive);
            assertThat(expected.state()).isEqualTo(RunState.ABORTED);
            List<Callable<?>> trials = new ArrayList<>();
            for (int point : CrashScene.points(alive, 61)) {
                for (boolean after : List.of(false, true)) {
                    trials.add(() -> died(scene, expected, point, after));
                }
            }
            CrashScene.told("crash points of abort", Lanes.run(trials), alive);
        }
    }

    private static boolean died(CrashScene scene, RunEnd expected, int point, boolean after)
            throws SQLException {
        assertThat(expected.differences(trial(scene, Mortality.at(point, after))))
                .as("died %s call %d", after ? "after" : "before", point)
                .isEmpty();
        return true;
    }

    /// A run that stops, given up by one process and then by another when that one died.
    private static RunEnd trial(CrashScene scene, Mortality process) throws SQLException {
        try (CrashScene.Trial trial = scene.begin()) {
            String run = stopped(trial);
            trial.abort(run, process);
            if (!"aborted".equals(trial.shop().value("SELECT state FROM backout.run"))) {
                trial.runner(Mortality.none()).abort(run);
            }
            assertThat(trial.notes().none()).isTrue();
            return trial.end();
        }
    }

    private static String stopped(CrashScene.Trial trial) throws SQLException {
        trial.shop().execute("INSERT INTO users VALUES (11, 'Ann'), (12, 'Ann')");
        try {
            trial.runner(Mortality.none())
                    .run(trial.file(), new Runner.Beginning(trial.around(), null));
        } catch (BackoutException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STEP_FAILED);
        }
        String run = trial.shop().value("SELECT id FROM backout.run WHERE state = 'stopped'");
        assertThat(run).isNotNull();
        return run;
    }
}
