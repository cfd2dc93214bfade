package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

class BackoutTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theOverviewNamesEveryCommand() {
        assertThat(run("--help")).isEqualTo(ExitCode.DONE);

        for (Subcommand command : Subcommand.values()) {
            assertThat(text(out)).contains("  " + command.text()).contains(command.purpose());
        }
    }

    @Test
    void withoutArgumentsTheOverviewIsShown() {
        assertThat(run()).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("Usage: backout COMMAND");
    }

    @ParameterizedTest
    @EnumSource(Subcommand.class)
    void everyCommandExplainsItself(Subcommand command) {
        assertThat(run(command.text(), "--help")).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .startsWith("Usage: backout " + command.text())
                .contains("--stacktrace");
    }

    @ParameterizedTest
    @EnumSource(value = Subcommand.class, mode = Mode.EXCLUDE, names = "HELP")
    void everyCommandAnswersMachines(Subcommand command) {
        run(command.text(), "--help");
        assertThat(text(out)).contains("--json");
    }

    /// The others read, or write a file of which the person says where it goes.
    @ParameterizedTest
    @EnumSource(
            value = Subcommand.class,
            mode = Mode.EXCLUDE,
            names = {
                "DEMO", "TRIAGE", "STATUS", "CHECK", "PLAN", "JOB", "VERIFY", "RUNS", "DRILL",
                "REPORT", "DOCTOR", "EXPLAIN", "VAULT", "HELP"
            })
    void everyCommandThatChangesSomethingHasADryRun(Subcommand command) {
        run(command.text(), "--help");
        assertThat(text(out)).contains("--dry-run");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(run("chekc")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err))
                .isEqualTo(
                        """
                        usage: there is no command chekc
                          hint: backout --help lists the commands
                        """);
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(run("help", "--colour")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("usage: unknown option: '--colour'\n  hint: backout help");
    }

    @Test
    void aFailureIsItsCodeItsMessageAndItsHints() {
        FailureReport report =
                FailureReport.of(
                        BackoutException.of(
                                ErrorCode.PLAN_STALE,
                                "database shop is no longer what this plan was made for",
                                "nothing was executed"));

        assertThat(report.print(stream(err), false)).isEqualTo(ExitCode.NO);
        assertThat(text(err))
                .isEqualTo(
                        """
                        plan-stale: database shop is no longer what this plan was made for
                          hint: nothing was executed
                        """);
    }

    @Test
    void anythingElseIsADefectAndHidesItsStackUntilAsked() {
        FailureReport report = FailureReport.of(new IllegalStateException("no such state"));

        assertThat(report.print(stream(err), false)).isEqualTo(ExitCode.INTERNAL);
        assertThat(text(err))
                .startsWith("internal: IllegalStateException: no such state\n")
                .doesNotContain("\tat ");
        report.print(stream(err), true);
        assertThat(text(err)).contains("\tat ");
    }

    private ExitCode run(String... args) {
        return new Backout(shell()).run(args);
    }

    private Shell shell() {
        return new Shell(
                Path.of("").toAbsolutePath(),
                Map.of(),
                new ByteArrayInputStream(new byte[0]),
                stream(out),
                stream(err),
                Shell.Terminals.NONE);
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream from) {
        return from.toString(StandardCharsets.UTF_8);
    }
}
