package dev.backout.cli;

import dev.backout.cli.Verifier.Extent;
import dev.backout.config.Choices;
import dev.backout.error.ExitCode;
import dev.backout.verify.VerifyJson;
import dev.backout.verify.VerifyReport;
import dev.backout.verify.VerifyText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.concurrent.Callable;

/// `backout verify [RUN]`.
@Command(
        description =
                "Looks whether a database is what a run had to make of it: schema, history, rows,"
                        + " the queries of backout.yaml, and the Prisma schema. Changes nothing.",
        footer = {
            "",
            "Exit status: 0 nothing is wrong, 1 something is.",
            "",
            "Examples:",
            "  backout verify",
            "  backout verify 01M7Z59AKVE1 --schema release/schema.prisma --json"
        })
final class VerifyCommand implements Callable<ExitCode> {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "the run's id, or the beginning of it; the newest otherwise")
    private @Nullable String run;

    @Option(
            names = "--count-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long counting one table may take before it is estimated; 2s")
    private Duration countPatience = Duration.ofSeconds(2);

    @Option(
            names = "--query-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long one query of backout.yaml may take; 10s")
    private Duration queryPatience = Duration.ofSeconds(10);

    @Option(names = "--no-drift", description = "do not compare the whole schema")
    private boolean noDrift;

    @Option(
            names = "--no-pg-dump",
            description = "do not compare the whole schema by the text of pg_dump")
    private boolean noDump;

    @Option(names = "--no-prisma", description = "do not ask Prisma's own command line")
    private boolean noPrisma;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final GitRefOption gitRef = new GitRefOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        Extent extent =
                new Extent(countPatience, queryPatience, !noDrift, !noDump, !noPrisma, gitRef);
        VerifyReport report = new Verifier(shell, choices, site, extent).report(run);
        if (json) {
            shell.out().println(VerifyJson.of(report).toPrettyString());
        } else {
            VerifyText.lines(report).forEach(shell::say);
        }
        return report.good() ? ExitCode.DONE : ExitCode.NO;
    }
}
