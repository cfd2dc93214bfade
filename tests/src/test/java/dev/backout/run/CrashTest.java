package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.journal.RunState;
import dev.backout.plan.LoneStatement;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.run.Remains;
import dev.backout.testkit.run.RunEnd;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// A process that dies at any call leaves a run that another process brings to the same end.
///
/// Usually a few points are tried; `-Dbackout.crash=all` tries them all.
class CrashTest {
    private static final LoneStatement BUILD =
            new LoneStatement(
                    "CREATE INDEX CONCURRENTLY orders_user_idx ON public.orders (user_id)",
                    LoneStatement.Goal.INDEX_VALID,
                    Address.of(ObjectKind.INDEX, "public", "orders_user_idx"),
                    "",
                    "DROP INDEX CONCURRENTLY public.orders_user_idx");

    /// A run with everything that a run can have.
    @Test
    void aProcessThatDiesAnywhereIsFollowedByOneThatEndsTheRun() throws SQLException {
        try (CrashScene scene =
                CrashScene.of(
                        Shop.UNDONE, List.of(CrashScene.NOTE), List.of(BUILD, CrashScene.DROP))) {
            scene.original().execute("UPDATE users SET nickname = 'nick ' || id");
            Mortality alive = Mortality.none();
            RunEnd expected = scene.run(alive);
            assertThat(expected.state()).isEqualTo(RunState.DONE);
            assertThat(expected.vault())
                    .containsExactly(
                            "1 3 values of public.users.nickname KEPT",
                            "  (1,\"nick 1\")",
                            "  (2,\"nick 2\")",
                            "  (3,\"nick 3\")",
                            "tables behind nothing: 0");
            List<Callable<?>> trials = new ArrayList<>();
            for (int point : CrashScene.points(alive, 19)) {
                for (boolean after : List.of(false, true)) {
                    trials.add(() -> died(scene, expected, point, after));
                }
            }
            CrashScene.told("crash points", Lanes.run(trials), alive);
        }
    }

    private static boolean died(CrashScene scene, RunEnd expected, int point, boolean after)
            throws SQLException {
        RunEnd end = scene.run(Mortality.at(point, after), Mortality.none());
        assertThat(expected.differences(end))
                .as("died %s call %d", after ? "after" : "before", point)
                .isEmpty();
        return true;
    }

    /// The shortest run, by every pair of calls: of the first process, and of the one that goes on
    /// where that one died. A process that dies before a call leaves what one leaves that died
    /// after the call before, so the latter are enough. And of the deaths that leave the same, one
    /// stands for all: a first one, before a second one at every call; and a second one, before a
    /// third process that ends the run. For what a process does follows from what it finds.
    @Test
    void itMayDieTwice() throws SQLException {
        try (CrashScene scene = CrashScene.of(Shop.UNDONE, List.of(), List.of())) {
            Mortality alive = Mortality.none();
            RunEnd expected = scene.run(alive);
            int stride = CrashScene.ALL ? 1 : 83;
            Map<Remains, Integer> deaths = new LinkedHashMap<>();
            Set<Remains> ended = ConcurrentHashMap.newKeySet();
            List<Callable<?>> trials = new ArrayList<>();
            int pairs = 0;
            for (int j = 1; j <= alive.calls(); j += stride) {
                int first = j;
                Mortality next = Mortality.none();
                Remains remains = scene.remains(Mortality.at(first, true), next);
                pairs += next.calls();
                if (deaths.putIfAbsent(remains, first) == null) {
                    for (int k = 1; k <= next.calls(); k += stride) {
                        int second = k;
                        trials.add(() -> diedTwice(scene, expected, ended, first, second));
                    }
                }
            }
            assertThat(deaths).as("states that a first death leaves").hasSizeLessThan(20);
            int tried = Lanes.run(trials);
            System.out.printf(
                    "pairs of crash points: %d tried, of %d; a first death leaves one of %d"
                            + " states, two leave one of %d%n",
                    tried, pairs, deaths.size(), ended.size());
        }
    }

    /// @param ended what two deaths left, and a third process was seen to bring to the end
    private static boolean diedTwice(
            CrashScene scene, RunEnd expected, Set<Remains> ended, int first, int second)
            throws SQLException {
        try (CrashScene.Trial trial = scene.begin()) {
            trial.run(Mortality.at(first, true));
            trial.run(Mortality.at(second, true));
            if (ended.add(trial.remains())) {
                trial.run(Mortality.none());
                assertThat(expected.differences(trial.end()))
                        .as("died at %d, then at %d", first, second)
                        .isEmpty();
            }
            return true;
        }
    }
}
