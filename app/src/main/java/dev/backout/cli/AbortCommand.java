package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.error.ExitCode;
import dev.backout.run.AbortReport;
import dev.backout.run.RunView;
import dev.backout.run.Runner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/// `backout abort RUN`.
@Command(
        description =
                "Gives a run up that stopped: undoes the steps that were done, the last one first,"
                        + " where that gives back what there was, and says where it does not.")
final class AbortCommand implements Callable<ExitCode> {
    @Parameters(paramLabel = "RUN", description = "the run's id, or the beginning of it")
    private String run = "";

    @Option(names = "--dry-run", description = "shows what would be done, and changes nothing")
    private boolean dryRun;

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    AbortCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Confirmation confirmation = new Confirmation(shell);
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        if (!running.yes() && !dryRun) {
            confirmation.insistOnTerminal("abort");
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
            RunView view = runner.look(run);
            text.view(view, true);
            return view.doubts().isEmpty() ? ExitCode.DONE : ExitCode.NO;
        }
        AbortReport report = runner.abort(run);
        text.report(report);
        return ExitCode.DONE;
    }
}
