package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/// Commands and gates of backout.yaml in a run, as it is typed.
class GatesCommandTest extends DeskScene {
    GatesCommandTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.planned(server, folder, "plan.json");
    }

    private void runbook(String text) throws IOException {
        desk.write(
                "backout.yaml",
                """
                environments:
                  test:
                    url: %s
                %s\
                """
                        .formatted(desk.url(), text.indent(4)));
        desk.set("TOKEN", "s3cr3t-token");
    }

    private Desk.Answer run() {
        return desk.type("run", "plan.json", "--yes", "--backup", "none:test");
    }

    @Test
    void commandsAndGatesAreStepsOfTheRun() throws IOException, SQLException {
        runbook(
                """
                steps:
                  before: [{command: {name: turn the flag off, do: 'echo "$T off" >> said', environment: {T: '${env:TOKEN}'}}}]
                  after: [{command: {name: tell the cache, do: 'echo "after $BACKOUT_ENVIRONMENT" | tee -a said'}}]
                gates:
                  - sql: {name: nickname is gone, sql: "select count(*) from information_schema.columns where table_name = 'users' and column_name = 'nickname'", expect: 0}
                  - write: {name: users can be written, do: insert into users values (-1), sql: select count(*) from users where id = -1, expect: 1, cleanup: delete from users where id = -1}
                """);
        String dry =
                desk.type("run", "plan.json", "--dry-run", "--backup", "none:test")
                        .is(ExitCode.DONE)
                        .out();
        assertThat(dry).contains("gate: nickname is gone", "turn the flag off", "tell the cache");
        assertThat(Files.exists(folder.resolve("said"))).isFalse();
        String out = run().is(ExitCode.DONE).out();
        assertThat(out.indexOf("turn the flag off")).isLessThan(out.indexOf("back out"));
        assertThat(Files.readString(folder.resolve("said")))
                .isEqualTo("s3cr3t-token off\nafter test\n");
        assertThat(desk.value("select count(*) from users")).isEqualTo("2");
        assertThat(desk.value("select string_agg(message, ' ') from backout.journal"))
                .contains("ended with status 0: after test", "the answer is as it has to be")
                .doesNotContain("s3cr3t");
        assertThat(desk.value("select string_agg(s::text, ' ') from backout.step s"))
                .contains("${env:TOKEN}")
                .doesNotContain("s3cr3t");
    }

    @Test
    void whatStandsBehindNoReferenceIsFoundOutBeforeAnythingIsTouched()
            throws IOException, SQLException {
        for (String block :
                List.of(
                        "gates: [{http: {name: it, url: '${env:NOPE}/ready'}}]",
                        "gates: [{command: {name: it, do: 'true', environment: {A:"
                                + " '${env:NOPE}'}}}]",
                        "steps: {after: [{command: {name: it, do: 'true', environment: {A:"
                                + " '${env:NOPE}'}}}]}",
                        "watch: {prometheus: {url: '${env:NOPE}'}, metrics: [{name: it, query: up,"
                                + " below: 2}]}")) {
            runbook(block + "\n");
            assertThat(run().is(ExitCode.USAGE).err())
                    .containsPattern("configuration-invalid: .* it asks for the variable NOPE");
        }
        assertThat(desk.value("select count(*) from pg_namespace where nspname = 'backout'"))
                .isEqualTo("0");
    }

    @Test
    void aGateThatFailsStopsTheRunAndIsAskedAgain() throws IOException {
        runbook("gates: [{command: {name: shop is well, do: test -e well, timeout: 4s}}]\n");
        Desk.Answer failed = run().is(ExitCode.NO);
        assertThat(failed.err())
                .contains("gate-failed: step 3 of 4, gate: shop is well: the command ended with")
                .contains("backout resume ")
                .contains("--pass-gate 'shop is well' --because REASON");
        String id = id();
        desk.type("resume", id, "--yes").is(ExitCode.NO);
        desk.write("well", "");
        desk.type("resume", id, "--yes").is(ExitCode.DONE);
    }

    @Test
    void whatNobodyCanTellWaitsForAPersonWhoseWordIsJournalled() throws IOException, SQLException {
        runbook(
                "gates: [{http: {name: ready, url: 'http://no-such-host.invalid/', timeout:"
                        + " 10ms}}]\n");
        assertThat(run().is(ExitCode.WAITING).err())
                .contains("gate-inconclusive: step 3 of 4, gate: ready: nobody can tell: the name");
        String id = id();
        assertThat(
                        desk.type("resume", id, "--yes", "--pass-gate", "ready")
                                .is(ExitCode.USAGE)
                                .err())
                .contains("--pass-gate NAME and --because REASON go together");
        assertThat(
                        desk.type("resume", id, "--yes", "--pass-gate", "redy", "--because", "x")
                                .is(ExitCode.USAGE)
                                .err())
                .contains("has no gate redy before it", "it has ready");
        desk.type("resume", id, "--yes", "--pass-gate", "ready", "--because", "DNS is being moved")
                .is(ExitCode.DONE);
        assertThat(
                        desk.value(
                                "select operator || ': ' || message from backout.journal where"
                                        + " event = 'done' and title = 'gate: ready'"))
                .endsWith(": not asked, a person lets it pass: DNS is being moved")
                .doesNotStartWith(":");
    }

    @Test
    void metricsAreWatchedAtTheEndAndPlotted() throws IOException {
        runbook(
                """
                watch:
                  window: 300ms
                  interval: 100ms
                  failureLimit: 1
                  metrics:
                    - {name: errors <b>, command: cat errors, below: 5}
                    - {name: orders, command: cat orders, baseline: {atLeast: 80%}}
                """);
        desk.write("errors", "3\n");
        desk.write("orders", "100\n");
        assertThat(run().is(ExitCode.DONE).out())
                .contains("step 1/5:  note what the metrics are before")
                .contains("step 5/5:  watch 2 metrics for 0.3 s");
        String html = desk.type("report", id(), "--format", "html").is(ExitCode.DONE).out();
        assertThat(html)
                .contains("<h2>What was watched</h2>")
                .contains("0.3 s: errors &lt;b&gt; 3 to 3 (below 5); orders 100 to 100")
                .contains(">below 5</text>", ">at least 80</text>", ">before: 100</text>")
                .contains("<path d='M64.0 ")
                .doesNotContain("errors <b>", "<script", "<circle");
        assertThat(desk.type("report", id()).is(ExitCode.DONE).out())
                .contains("; below 5`")
                .containsPattern("```\\n[▁▂▃▄▅▆▇█]+\\n```");
        assertThat(desk.type("report", id(), "--json").is(ExitCode.DONE).out())
                .contains("\"metric orders\"", "\"100.0\"");
        assertThat(desk.type("runs", id()).is(ExitCode.DONE).out().lines())
                .filteredOn(line -> line.contains(" noted ") && line.contains("watch 2 metrics"))
                .singleElement()
                .asString()
                .contains("0.3 s of 0.3 s: ")
                .containsPattern("\\(the last of \\d\\)$");
    }

    @Test
    void aWatchThatFailsStopsTheRunAndAPersonMayKnowBetter() throws IOException {
        runbook(
                """
                watch:
                  window: 1m
                  interval: 50ms
                  failureLimit: 1
                  metrics: [{name: errors, command: cat errors, below: 5}]
                """);
        desk.write("errors", "7\n");
        assertThat(run().is(ExitCode.NO).err())
                .contains(
                        "gate-failed: step 4 of 4, watch 1 metric for 1 min: errors: 2 bad"
                                + " samples");
        assertThat(desk.type("report", id(), "--format", "html").is(ExitCode.DONE).out())
                .contains("<circle");
        desk.type("resume", id(), "--yes", "--pass-gate", "watch", "--because", "a bot")
                .is(ExitCode.DONE);
    }

    @Test
    void whoMeetsShutDoorsIsToldWhoShutThemAndWhatOpens() throws IOException {
        runbook(
                """
                writes: {when: always, pause: [{database: {}}], quiet: 1500ms, timeout: 9s}
                gates: [{command: {name: well, do: test -e well, timeout: 1s}}]
                """);
        assertThat(run().is(ExitCode.NO).err())
                .contains("STILL SHUT: pause writes", "steps 1-4 are done; ");
        String opens = "backout resume-writes " + id();
        assertThat(desk.type("unbar", Desk.BAD).is(ExitCode.STEP_FAILED).err())
                .contains("locked: writes are paused by run " + id(), opens);
        assertThat(desk.type("resume-writes", "01XX", "--yes").is(ExitCode.USAGE).err())
                .contains("run-unknown");
        assertThat(desk.type("runs").is(ExitCode.DONE).out()).startsWith("SHUT: run " + id());

        desk.type("resume-writes", id(), "--yes").is(ExitCode.DONE);
        assertThat(desk.type("resume-writes", id()).is(ExitCode.DONE).out())
                .contains("run %s has nothing shut".formatted(id()));
        assertThat(desk.type("resume", id(), "--yes").is(ExitCode.NO).err())
                .contains("gate-failed")
                .doesNotContain("SHUT");
        assertThat(desk.type("runs").is(ExitCode.DONE).out()).doesNotContain("SHUT");
    }

    private String id() throws IOException {
        try {
            return String.valueOf(desk.value("select id from backout.run"));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
