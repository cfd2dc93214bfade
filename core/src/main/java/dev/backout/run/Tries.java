package dev.backout.run;

import dev.backout.database.Transactions;
import dev.backout.error.Counted;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tries a transaction until it commits, as long as nothing but locks is in the way. Between two
/// tries nothing is locked, so whoever queued behind us gets on. For one thread.
///
/// @param process whose step it is
/// @param step which step
/// @param event what the journal says when it is committed
record Tries(RunProcess process, NumberedStep step, JournalEvent event) {
    /// What was committed.
    ///
    /// @param tries how many tries it took
    /// @param historyRows how many rows of the history were changed
    /// @param vault what the vault had to do with it, one phrase each
    record Outcome(int tries, int historyRows, List<String> vault) {}

    Outcome run(Shift shift, Snapshot before) throws SQLException {
        RunSettings settings = process.place().settings();
        Pauses pauses = new Pauses(settings);
        Connection worker = process.worker();
        Attempt attempt =
                new Attempt(
                        worker,
                        shift,
                        process.lease(),
                        process.check(),
                        settings,
                        process.place().listener());
        Set<Integer> ended = new HashSet<>();
        for (int number = 1; ; number++) {
            process.tell(new RunEvent.Began(number, settings.tries()));
            Duration pause = pauses.after(number);
            long began = System.nanoTime();
            worker.setAutoCommit(false);
            try (LockWatch locks = watch(ended)) {
                try {
                    Attempt.Result result = commit(attempt, before, began);
                    terminated(locks);
                    return new Outcome(number, result.historyRows(), result.vault());
                } catch (StepFailure failure) {
                    Transactions.undo(worker, failure);
                    if (!failure.failure().passing() || number >= settings.tries()) {
                        throw StepRefusal.of(failure, number, settings, locks.last());
                    }
                    terminated(locks);
                    waited(failure, locks.last(), began);
                    process.tell(new RunEvent.WillRetry(failure.doing(), pause));
                } catch (RuntimeException e) {
                    Transactions.undo(worker, e);
                    throw e;
                }
            }
            Pauses.sleep(pause, "this step changed nothing");
        }
    }

    private Attempt.Result commit(Attempt attempt, Snapshot before, long began) throws StepFailure {
        Connection worker = process.worker();
        Attempt.Result result = attempt.execute(before, process.sessions().settings());
        Attempt.within(
                "the line of the journal",
                () -> {
                    process.write(worker, entry(result, began));
                    return 0;
                });
        new Commit(process).commit(step, event);
        return result;
    }

    private JournalEntry entry(Attempt.Result result, long began) {
        return new JournalEntry(
                step.number(),
                event,
                step.step().title(),
                since(began),
                seen(result),
                result.answers());
    }

    private static String seen(Attempt.Result result) {
        String rows = Counted.of(result.historyRows(), "row") + " of the history";
        List<String> seen = new ArrayList<>(List.of(rows));
        seen.addAll(result.vault());
        if (!result.locks().isEmpty()) {
            seen.add("locked " + String.join(", ", result.locks()));
        }
        return String.join("; ", seen);
    }

    private void waited(StepFailure failure, List<Blocker> blockers, long began)
            throws SQLException {
        String who = blockers.isEmpty() ? "" : ", behind " + Blocker.text(blockers);
        process.note(
                step,
                JournalEvent.WAITED,
                since(began),
                "%s had no lock in time%s".formatted(failure.doing(), who));
    }

    private void terminated(LockWatch locks) throws SQLException {
        if (!locks.terminated().isEmpty()) {
            process.note(
                    step, JournalEvent.TERMINATED, Duration.ZERO, Blocker.text(locks.terminated()));
        }
    }

    private LockWatch watch(Set<Integer> ended) {
        return LockWatch.start(
                process.watch(),
                process.sessions().workerPid(),
                process.place().settings(),
                ended,
                process.place().listener());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
