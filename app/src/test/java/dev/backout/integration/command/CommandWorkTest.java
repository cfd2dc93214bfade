package dev.backout.integration.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.reference.References;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork.Probe;
import dev.backout.run.OutsideWork.Undone;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Commands as steps: real shells, real processes.
class CommandWorkTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final String TOKEN = "s3cr3t&token";

    @TempDir Path folder;
    private final List<String> progress = new ArrayList<>();
    private CommandWork work;

    @BeforeEach
    void site() throws IOException {
        Files.writeString(folder.resolve("token"), "file-secret\nsecond-line\n");
        Map<String, String> variables =
                Map.of("TOKEN", TOKEN, "PATH", "/usr/bin:/bin", "OTHER_URL", "redis://u:hunter2@h");
        work =
                new CommandWork(
                        new CommandSite(
                                new References(variables::get, folder),
                                variables,
                                DatabaseAddress.parse(
                                        "postgresql://ann:pg-password@db.example.com/shop", folder),
                                "production"));
    }

    @Test
    void aCommandIsToldWhereItIsAndNoPassword() {
        String what =
                perform(
                        "echo $BACKOUT_RUN $BACKOUT_STEP $BACKOUT_PHASE $BACKOUT_DATABASE"
                                + " $BACKOUT_SERVER $BACKOUT_ENVIRONMENT; pwd; env | grep -c"
                                + " pg-password || true");
        assertThat(what)
                .startsWith(
                        "ended with status 0: "
                                + RUN
                                + " clear the cache do shop db.example.com:5432 production")
                .contains(folder.toString(), " | 0");
    }

    @Test
    void whatReferencesStandForIsInNoStepAndInNoOutput() {
        ShellCommand command =
                command(
                        "echo \"$A\"; cat token; echo \"p=s3cr3t%26token $OTHER_URL\"; echo"
                                + " 'Authorization: Basic abc'",
                        Map.of("A", "Bearer ${env:TOKEN}", "B", "${file:token}"));
        Step.Outside step = CommandWork.step(command);
        assertThat(step.toString()).contains("${env:TOKEN}").doesNotContain(TOKEN, "file-secret");
        assertThat(work.perform(step, RUN, new MemoryDiary(progress::add)))
                .contains("Bearer *** | *** | *** | p=*** redis://u:***@h | Authorization: ***")
                .doesNotContain(TOKEN, "hunter2", "file-secret", "second-line", "abc");
        assertThat(progress).isNotEmpty().noneMatch(line -> line.contains(TOKEN));
    }

    @Test
    void aFailureSaysHowItEndedAndWhatItSaidLast() {
        assertThatThrownBy(() -> perform("echo one; echo two >&2; exit 7"))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STEP_FAILED))
                .hasMessage("the command ended with status 7: one | two");
    }

    @Test
    void aCommandThatHangsIsEndedWithAllThatItStarted() {
        // Two that are deaf to TERM, one of them in a session of its own.
        String script =
                "trap '' TERM; setsid sleep 987 & echo $! > pids; sleep 987 & echo $! >> pids;"
                        + " echo $$ >> pids; sleep 987";
        ShellCommand hanging =
                new ShellCommand("hang", script, null, null, Map.of(), Duration.ofMillis(500));
        assertThatThrownBy(() ->
                        work.perform(
                                CommandWork.step(hanging), RUN, new MemoryDiary(progress::add)))
                .hasMessageContaining(
                        "did not end within 0.5 s, and was ended with all that it had started");
        assertThat(pids()).hasSize(3).allMatch(CommandWorkTest::ends);
    }

    @Test
    void aFloodIsNotKeptAndBlocksNobody() {
        long before = used();
        String what = perform("head -c 100000000 /dev/zero | tr '\\0' x; echo; seq 1 100000");
        assertThat(what).contains("99999 | 100000");
        assertThat(what.length()).isLessThan(2_500);
        assertThat(used() - before).isLessThan(60L << 20);
        assertThat(progress.size()).isLessThan(200);
    }

    @Test
    void whatGoesOnInTheBackgroundHoldsNobodyUp() {
        assertThat(perform("sleep 20 & echo $! > pids; echo started"))
                .isEqualTo("ended with status 0: started");
        pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void theProbeTells() throws IOException {
        Step.Outside step =
                step("touch done", "test -e done && echo there", null, Duration.ofSeconds(1));
        assertThat(work.probe(step, RUN)).isInstanceOf(Probe.NotHappened.class);
        Files.createFile(folder.resolve("done"));
        assertThat(work.probe(step, RUN)).isEqualTo(new Probe.Happened("its probe says so: there"));
        assertThat(work.probe(step("true", null, null, Duration.ofSeconds(1)), RUN))
                .isEqualTo(new Probe.NotHappened("it has no probe, so it is done again"));
    }

    @Test
    void aProbeThatCannotTellStopsTheRun() {
        for (String probe : List.of("no-such-program", "sleep 9", "kill -9 $$")) {
            assertThatThrownBy(
                            () -> work.probe(step("true", probe, null, Duration.ofSeconds(1)), RUN))
                    .as(probe)
                    .hasMessageContaining("whether it happened cannot be told: its probe");
        }
    }

    @Test
    void theUndoUndoes() {
        assertThat(work.undo(step("true", null, "echo back", Duration.ofSeconds(1)), RUN))
                .isEqualTo(new Undone(true, "its undo ended with status 0: back"));
        assertThat(work.undo(step("true", null, null, Duration.ofSeconds(1)), RUN))
                .isEqualTo(new Undone(false, "it has no undo"));
        assertThatThrownBy(
                        () -> work.undo(step("true", null, "exit 3", Duration.ofSeconds(1)), RUN))
                .hasMessage("its undo ended with status 3: it said nothing");
    }

    @Test
    void aReferenceWithNothingBehindItIsNamed() {
        assertThatThrownBy(() ->
                        work.perform(
                                CommandWork.step(command("true", Map.of("A", "${env:NO}"))),
                                RUN,
                                new MemoryDiary(progress::add)))
                .hasMessage(
                        "the variable A of the command clear the cache asks for the variable NO,"
                                + " which is not set");
    }

    private String perform(String script) {
        return work.perform(
                CommandWork.step(command(script, Map.of())), RUN, new MemoryDiary(progress::add));
    }

    private static ShellCommand command(String script, Map<String, String> environment) {
        return new ShellCommand(
                "clear the cache", script, null, null, environment, Duration.ofMinutes(1));
    }

    private static Step.Outside step(
            String script, @Nullable String probe, @Nullable String undo, Duration timeout) {
        return CommandWork.step(
                new ShellCommand("clear the cache", script, probe, undo, Map.of(), timeout));
    }

    private List<Long> pids() {
        try {
            return Files.readAllLines(folder.resolve("pids")).stream().map(Long::valueOf).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A signal takes its time to be delivered.
    private static boolean ends(long pid) {
        return ProcessHandle.of(pid)
                .map(one -> one.onExit().completeOnTimeout(one, 5, TimeUnit.SECONDS).join())
                .map(one -> !one.isAlive())
                .orElse(true);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
