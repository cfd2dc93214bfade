package dev.backout.cli;

import dev.backout.journal.Operator;
import dev.backout.journalfile.JournalFile;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunEvent;
import dev.backout.run.RunPlace;
import dev.backout.run.SessionSettings;
import dev.backout.window.Span;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.function.Consumer;

/// The options of the commands that carry something out.
final class RunOptions {
    @Option(names = "--yes", description = "confirms; needed where there is no terminal")
    private boolean yes;

    @Option(names = "--json", description = "prints JSON, one event per line, the result last")
    private boolean json;

    @Mixin private final LockOptions locks = new LockOptions();

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
        return place(site, shell, outside, listener, Span.ALWAYS);
    }

    /// The same, for a run that may begin within some time.
    RunPlace place(
            Site site,
            Shell shell,
            List<OutsideWork> outside,
            Consumer<RunEvent> listener,
            Span span) {
        return new RunPlace(
                () -> SessionSettings.writing(site.connect()),
                site.tool(),
                locks.settings(site.target()).withUntil(span.until()),
                Operator.of(shell.environment()),
                PlanFiles::parse,
                outside,
                new JournalFile(
                        JournalFile.usual(shell.environment()),
                        line -> shell.err().println("note: " + line)),
                listener);
    }
}
