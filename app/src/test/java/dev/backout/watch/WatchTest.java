package dev.backout.watch;

import static dev.backout.watch.WatchScene.atLeast;
import static dev.backout.watch.WatchScene.below;
import static dev.backout.watch.WatchScene.command;
import static dev.backout.watch.WatchScene.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Watches of commands that print numbers.
class WatchTest {
    /// One more with every look: the file has as many lines.
    private static final String COUNTING = "echo >> looks; wc -l < looks";

    @TempDir Path folder;
    private WatchScene scene;

    @BeforeEach
    void scene() {
        scene = WatchScene.in(folder);
    }

    @Test
    void aMetricThatStaysWithinIsWatchedToTheEnd() {
        assertThat(scene.watched(watch(300, 0, 0, command(COUNTING, below(1_000)))))
                .matches("0\\.3 s: errors 1 to \\d+ \\(below 1000\\)");
        assertThat(scene.samples()).hasSizeBetween(2, 7);
        assertThat(scene.progress().getFirst()).matches("0\\.\\d s of 0\\.3 s: errors 1");
    }

    @Test
    void oneBadSampleTooManyFailsAtOnce() throws IOException {
        BackoutException refused = scene.refused(watch(60_000, 2, 0, command(COUNTING, below(3))));
        assertThat(refused.code()).isEqualTo(ErrorCode.GATE_FAILED);
        assertThat(refused.getMessage())
                .isEqualTo("errors: 3 bad samples, 2 allowed; the last: 5, not below 3");
        assertThat(Files.readAllLines(folder.resolve("looks"))).hasSize(5);
        assertThat(refused.hints()).anyMatch(hint -> hint.contains("--pass-gate 'watch'"));
    }

    @Test
    void missingDataIsAFailure() {
        assertThat(scene.refused(watch(60_000, 1, 0, command("true", below(3)))).getMessage())
                .isEqualTo("errors: 2 bad samples, 1 allowed; the last: no data");
    }

    @Test
    void whatCannotBeHadSeveralTimesInARowIsLeftToAPerson() {
        BackoutException refused =
                scene.refused(watch(60_000, 0, 2, command("echo no access; exit 3", below(3))));
        assertThat(refused.code()).isEqualTo(ErrorCode.GATE_INCONCLUSIVE);
        assertThat(refused.getMessage())
                .contains("errors could not be had 3 times in a row: the command ended with status")
                .contains("no access");
        // Every other time it can be had.
        String flapping =
                "echo >> looks; if [ $(($(wc -l < looks) % 2)) = 0 ]; then exit 3; fi; echo 1";
        WatchScene again = WatchScene.in(folder);
        assertThat(again.watched(watch(500, 0, 1, command(flapping, below(3)))))
                .contains("errors 1 to 1");
    }

    @Test
    void aCommandThatPrintsNoNumberIsNoSample() {
        assertThat(
                        scene.refused(watch(1_000, 9, 0, command("echo all well", below(3))))
                                .getMessage())
                .contains("the command ends with no number: all well");
    }

    @Test
    void itIsComparedWithWhatItWasBeforeTheRun() throws IOException {
        Watch watch = watch(100, 0, 0, command("cat rate", atLeast(0.8)));
        Files.writeString(folder.resolve("rate"), "50\n");
        assertThat(scene.before(watch)).isEqualTo("errors 50");
        Files.writeString(folder.resolve("rate"), "41\n");
        assertThat(scene.watched(watch)).contains("(at least 80% of before)");
        Files.writeString(folder.resolve("rate"), "39\n");
        WatchScene again = WatchScene.in(folder);
        again.diary().note("", List.of(WatchNotes.mean("errors", 50)));
        assertThat(again.refused(watch).getMessage())
                .isEqualTo("errors: 1 bad sample, 0 allowed; the last: 39, less than 40");
    }

    @Test
    void withoutAnythingToCompareWithAPersonDecides() {
        Watch watch = watch(100, 0, 0, command("cat rate", atLeast(0.8)));
        assertThat(scene.before(watch)).isEqualTo("errors not known");
        BackoutException refused = scene.refused(watch);
        assertThat(refused.code()).isEqualTo(ErrorCode.GATE_INCONCLUSIVE);
        assertThat(scene.samples()).as("nothing is watched in vain").isEmpty();
    }

    @Test
    void aDeathInTheMiddleGoesOnWithWhatIsLeft() {
        Metric metric = command("echo 7", below(5));
        Map<String, WatchNotes.Taken> bad =
                Map.of("errors", new WatchNotes.Taken(new Sample.Value(6), Duration.ZERO));
        Watch watch = watch(60_000, 3, 0, metric);
        for (int second : List.of(0, 20, 40)) {
            scene.diary().note("", WatchNotes.samples(Duration.ofSeconds(second), bad));
        }
        assertThat(scene.refusedAfterDeath(watch).getMessage())
                .as("three of four bad ones were seen before")
                .isEqualTo("errors: 4 bad samples, 3 allowed; the last: 7, not below 5");
        assertThat(scene.samples()).hasSize(4);
        List<Answer> last = scene.samples().getLast().entry().answers();
        assertThat(Duration.parse(last.getFirst().text()))
                .isBetween(Duration.ofMillis(40_050), Duration.ofMillis(45_000));
    }

    @Test
    void aPersonLetsItPass() {
        assertThat(
                        scene.work(Map.of("watch", "seen enough"))
                                .perform(
                                        WatchWork.last(watch(9, 0, 0, command("", below(1))))
                                                .getFirst(),
                                        "run",
                                        scene.diary()))
                .isEqualTo("not watched to the end, a person lets it pass: seen enough");
    }

    @Test
    void nothingToWatchIsNoStep() {
        assertThat(WatchWork.last(Watch.NONE)).isEmpty();
        assertThat(WatchWork.before(watch(1, 0, 0, command("", below(1))))).isEmpty();
    }
}
