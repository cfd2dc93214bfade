package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.plan.PlanFile;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.Operator;
import dev.backout.run.RunReport;
import dev.backout.run.RunSettings;
import dev.backout.run.Runner;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/// `backout run PLAN`.
@Command(description = "Carries a plan out: everything in one transaction, or nothing.")
final class RunCommand implements Callable<ExitCode> {
    @Parameters(paramLabel = "PLAN", description = "the plan file that backout plan wrote")
    private Path plan = Path.of(PlanFiles.USUAL);

    @Option(names = "--yes", description = "confirms; needed where there is no terminal")
    private boolean yes;

    @Option(names = "--json", description = "prints one JSON object at the end")
    private boolean json;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long a statement waits for a lock, 500ms or 3s; 3s otherwise")
    private @Nullable Duration lockTimeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "how often it is tried again when locks are in the way; 9 otherwise")
    private int retries = RunSettings.DEFAULT.tries() - 1;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        if (retries < 0) {
            throw BackoutException.of(ErrorCode.USAGE, "--retries is 0 or more");
        }
        Confirmation confirmation = new Confirmation(shell);
        if (!yes) {
            confirmation.insistOnTerminal("run");
        }
        PlanFile file = PlanFiles.read(shell.directory().resolve(plan));
        Site site = Site.find(options.choices(shell));
        insistOnDirect(site);
        RunText text = new RunText(shell, json, site);
        text.intent(file, plan);
        Runner runner =
                new Runner(
                        site::connect,
                        site.tool(),
                        settings(site),
                        Operator.of(shell.environment()),
                        text::event);
        if (!yes) {
            runner.check(file);
            String warning = site.target().production() ? "This is PRODUCTION. " : "";
            confirmation.insistOnName(file.plan().database().name(), warning);
        }
        RunReport report = runner.run(file);
        text.report(report);
        return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    /// The migration tool's lock belongs to a session. A transaction pooler would leave it with a
    /// session that nobody holds any more, and no deployment would ever get it.
    private static void insistOnDirect(Site site) {
        if (site.target().address().pooled()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the URL leads through a transaction pooler (%s), where the migration tool's lock"
                                    .formatted(site.target().origin())
                            + " does not hold",
                    "nothing was executed; set DIRECT_URL to the database itself, or give --url");
        }
    }

    private RunSettings settings(Site site) {
        return RunSettings.DEFAULT
                .withLockTimeout(lockTimeout == null ? site.target().lockTimeout() : lockTimeout)
                .withTries(retries + 1)
                .withSchema(site.target().recordSchema());
    }
}
