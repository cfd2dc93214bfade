package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.journalfile.JournalFile;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunEvent;
import dev.backout.run.RunPlace;
import dev.backout.run.RunSettings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The options of the commands that carry something out.
final class RunOptions {
    @Option(names = "--yes", description = "confirms; needed where there is no terminal")
    private boolean yes;

    @Option(names = "--json", description = "prints JSON, one event per line, the result last")
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

    @Option(
            names = "--terminate-blockers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "ends sessions in the way whose application_name or pid is named here, and"
                            + " nobody else's")
    private Set<String> terminable = new LinkedHashSet<>();

    boolean yes() {
        return yes;
    }

    boolean json() {
        return json;
    }

    /// Where the commands work.
    ///
    /// @param outside what can do steps outside of the database
    RunPlace place(Site site, Shell shell, List<OutsideWork> outside, Consumer<RunEvent> listener) {
        insistOnDirect(site);
        return new RunPlace(
                site::connect,
                site.tool(),
                settings(site),
                Operator.of(shell.environment()),
                PlanFiles::parse,
                outside,
                new JournalFile(
                        JournalFile.usual(shell.environment()),
                        line -> shell.err().println("note: " + line)),
                listener);
    }

    private RunSettings settings(Site site) {
        if (retries < 0) {
            throw BackoutException.of(ErrorCode.USAGE, "--retries is 0 or more");
        }
        return RunSettings.DEFAULT
                .withLockTimeout(lockTimeout == null ? site.target().lockTimeout() : lockTimeout)
                .withTries(retries + 1)
                .withTerminable(terminable)
                .withSchema(site.target().recordSchema());
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
}
