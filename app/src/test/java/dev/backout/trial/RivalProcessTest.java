package dev.backout.trial;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.backout.testkit.run.Wire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Several processes on one plan: each step is done by exactly one of them, also when one is frozen
/// and woken after another has taken over.
class RivalProcessTest {
    private static final int NO = 1;
    private static final int STOPPED = 3;
    private static final List<String> ENDS = List.of("done", "lease-lost", "locked", "plan-stale");
    private static Undisturbed undisturbed;

    @BeforeAll
    static void start(@TempDir Path place) throws SQLException, IOException {
        undisturbed = Undisturbed.byChild(place);
    }

    @AfterAll
    static void stop() {
        if (undisturbed != null) {
            undisturbed.close();
        }
    }

    @Test
    void ofSeveralStartedAtOnceOneDoesIt() throws SQLException, IOException {
        for (int number : Trials.MORE ? List.of(2, 3, 5, 2, 3, 5) : List.of(3)) {
            try (Stand stand = undisturbed.stand()) {
                List<Child> children = new ArrayList<>();
                for (int i = 0; i < number; i++) {
                    children.add(stand.child(undisturbed.port()));
                }
                int ended = 0;
                for (Child child : children) {
                    int exit = child.exit();
                    ended += exit == 0 ? 1 : 0;
                    assertThat(exit).as(child.said()).isIn(0, NO, STOPPED);
                    if (exit != 0) {
                        assertThat(child.said()).containsAnyOf("locked: ", "plan-stale: ");
                    }
                }
                assertThat(ended).isEqualTo(1);
                undisturbed.assertSameEnd(stand, number + " at once");
            }
        }
    }

    @Test
    void aFrozenOneThatWakesUpDoesNothingMore() throws SQLException, IOException {
        Map<String, Integer> words = new TreeMap<>();
        int tried = 0;
        for (int point : Trials.points(undisturbed.questions(), 2)) {
            for (boolean after : Trials.ALL ? List.of(false, true) : List.of(point % 2 == 0)) {
                String word = frozen(point, after);
                words.merge(word, 1, Integer::sum);
                tried++;
            }
        }
        System.out.printf(
                "frozen at %d of %d points: %s%n", tried, 2 * undisturbed.questions(), words);
        assertThat(tried).isPositive();
    }

    private static String frozen(int point, boolean after) throws SQLException, IOException {
        AtomicReference<Child> sleeper = new AtomicReference<>();
        try (Stand stand = undisturbed.stand();
                Wire wire =
                        Wire.at(
                                undisturbed.port(),
                                point,
                                after,
                                () -> requireNonNull(sleeper.get()).freeze());
                Child child = stand.child(wire.port())) {
            sleeper.set(child);
            while (child.alive() && !wire.done()) {
                Trials.sleep(10);
            }
            expire(stand);
            stand.finish();
            child.wake();
            int exit = child.exit();
            String where = "frozen %s question %d".formatted(after ? "after" : "before", point);
            assertThat(stand.stepsDone()).as(where).isEqualTo("1,2,3,4,5");
            undisturbed.assertSameEnd(stand, where);
            String word = exit == 0 ? "done" : word(child.said());
            if (child.said().contains("taking the lease of the run failed")
                    || word.equals("database-unreachable") && !child.said().contains("\nrun: ")) {
                return "not begun";
            }
            assertThat(exit).as(where + child.said()).isIn(0, NO, STOPPED);
            assertThat(word).as(where + child.said()).isIn(ENDS);
            return word;
        }
    }

    private static String word(String said) {
        return said.lines()
                .filter(line -> line.matches("[a-z]+(-[a-z]+)+: .*|locked: .*"))
                .findFirst()
                .orElse(said)
                .replaceAll(":.*", "");
    }

    /// As if nobody had renewed the lease for long.
    private static void expire(Stand stand) throws SQLException {
        if (stand.value("SELECT to_regclass('backout.lease') IS NOT NULL").equals("t")) {
            stand.execute(
                    "UPDATE backout.lease SET expires_at = now() - interval '1 s' WHERE run IS NOT"
                            + " NULL");
        }
    }
}
