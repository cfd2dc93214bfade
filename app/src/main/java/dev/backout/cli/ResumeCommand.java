package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.error.ExitCode;
import dev.backout.run.RunReport;
import dev.backout.run.Runner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/// `backout resume RUN`.
@Command(
        description =
                "Goes on with a run that stopped or whose process died, from any machine. Steps"
                        + " that are done are not done again.")
final class ResumeCommand implements Callable<ExitCode> {
    @Parameters(paramLabel = "RUN", description = "the run's id, or the beginning of it")
    private String run = "";

    @Option(names = "--dry-run", description = "shows what would be done, and changes nothing")
    private boolean dryRun;

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    ResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Confirmation confirmation = new Confirmation(shell);
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        if (!running.yes() && !dryRun) {
            confirmation.insistOnTerminal("resume");
            confirmation.insistOnName(
                    site.target().address().database(),
                    site.target().production() ? "This is PRODUCTION. " : "");
        }
        RunText text = new RunText(shell, running.json(), site);
        Runner runner =
                new Runner(
                        running.place(
                                site,
                                shell,
                                List.of(new RunBackup(choices, site).work()),
                                text::event));
        if (dryRun) {
            text.view(runner.look(run), false);
            return ExitCode.DONE;
        }
        RunReport report = runner.resume(run);
        text.report(report);
        return report.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }
}
