package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.vault.Vault;
import dev.backout.vault.WarmCopies;
import dev.backout.vault.WarmEvent;
import dev.backout.vault.WarmSettings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Copies columns that the transaction drops, before it: the transaction takes the copies over, and
/// is short. A process that goes on with it goes on with the copies, too.
///
/// @param process whose step it is
record CopyWork(RunProcess process) {
    void perform(NumberedStep step, List<String> columns) throws SQLException {
        process.note(step, JournalEvent.INTENDED, Duration.ZERO, "");
        long began = System.nanoTime();
        copies().prepare(
                        process.run(),
                        columns,
                        process.plan().vault().rules(),
                        process.place().operator().text());
        process.note(step, JournalEvent.DONE, Duration.ofNanos(System.nanoTime() - began), "");
    }

    void undo(NumberedStep step, List<String> columns) throws SQLException {
        long began = System.nanoTime();
        copies().dropAll(one ->
                one.migration().equals(process.run()) && columns.contains(one.subject()));
        process.note(step, JournalEvent.UNDONE, Duration.ofNanos(System.nanoTime() - began), "");
    }

    private WarmCopies copies() throws SQLException {
        Connection worker = process.worker();
        SessionSettings.session(worker, "default_transaction_read_only", "off");
        process.sessions().settings().enter(worker, false);
        return new WarmCopies(
                worker,
                new Vault(process.records()),
                WarmSettings.DEFAULT.withAbove(0),
                process.place().settings().lockTimeout(),
                this::told);
    }

    private void told(WarmEvent event) {
        switch (event) {
            case WarmEvent.Continues(var progress) ->
                    process.tell(new RunEvent.Progress(progress.text()));
            case WarmEvent.Cold(String subject, String reason) ->
                    throw BackoutException.of(
                            ErrorCode.LOCK_BUDGET,
                            "%s cannot be copied before the transaction, which would hold its locks for too long: %s"
                                    .formatted(subject, reason),
                            "this step changed nothing; backout abort %s, then plan without --max-lock"
                                    .formatted(process.run()));
            case WarmEvent.Anew(String subject, String reason) ->
                    process.tell(
                            new RunEvent.Progress(
                                    "%s is copied anew: %s".formatted(subject, reason)));
            case WarmEvent.Begins _, WarmEvent.Ready _, WarmEvent.Dropped _ -> {}
        }
    }
}
