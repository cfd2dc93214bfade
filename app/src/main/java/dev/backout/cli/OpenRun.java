package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.run.Runner;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Map;

/// What the commands take that go on with a run which is not at its end.
final class OpenRun {
    @Parameters(paramLabel = "RUN", description = "the run's id, or the beginning of it")
    private String run = "";

    @Option(names = "--dry-run", description = "shows what would be done, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--from-backup",
            paramLabel = "BACKUP",
            description = "where the backup of the plan lies, when it is not where the plan says")
    private @Nullable String source;

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final SilentOption silent = new SilentOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    /// Everything to go on with.
    ///
    /// @param runner does it
    /// @param text tells of it
    /// @param messages tells others
    record Ready(Runner runner, RunText text, RunMessages messages) implements AutoCloseable {
        @Override
        public void close() {
            messages.close();
        }
    }

    /// The run's id, or the beginning of it.
    String run() {
        return run;
    }

    /// Whether nothing is to be changed.
    boolean dryRun() {
        return dryRun;
    }

    /// Finds the database, and has a person confirm unless it is a dry run.
    ///
    /// @param command its name, for messages
    Ready ready(Shell shell, String command) {
        return ready(shell, command, Map.of());
    }

    /// The same, where people let gates pass.
    ///
    /// @param passed their reasons, by the gates' names
    Ready ready(Shell shell, String command, Map<String, String> passed) {
        Choices choices = options.choices(shell);
        Site site = Site.find(choices);
        if (!running.yes() && !dryRun) {
            Confirmation confirmation = new Confirmation(shell);
            confirmation.insistOnTerminal(command);
            confirmation.insistOnName(
                    site.target().address().database(),
                    site.target().production() ? "This is PRODUCTION. " : "");
        }
        RunText text = new RunText(shell, running.json(), site);
        RunMessages messages = RunMessages.open(shell, choices, site, silent, text::message);
        Runner runner =
                new Runner(
                        running.place(
                                site,
                                shell,
                                RunParts.of(shell, choices, site, passed).works(source),
                                messages.beside(text::event)));
        messages.about(run);
        return new Ready(runner, text, messages);
    }
}
