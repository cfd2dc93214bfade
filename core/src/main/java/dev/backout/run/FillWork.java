package dev.backout.run;

import dev.backout.database.OneProcessor;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;
import dev.backout.vault.Capture;
import dev.backout.vault.Throttle;
import dev.backout.vault.Vault;
import dev.backout.vault.WarmProgress;
import dev.backout.vault.WarmSettings;
import dev.backout.vault.merge.Fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Brings the values of a column back while the application reads and writes:
///
/// ```
/// batch  locks the rows of some keys, fills them, and says how far it is: a transaction each
/// end    takes away what noted the writes of others, and marks the values as restored
/// ```
///
/// A batch and its progress are committed together, and so are the end and the line of the journal:
/// whoever goes on after the process died begins where the last batch ended. For one thread, once.
final class FillWork {
    private static final Duration TELL = Duration.ofSeconds(1);
    private static final int FEWEST_BATCHES = 20;

    /// Rows are written, and whoever wants one of them waits until the batch ends: half as long as
    /// where they are only read, with twice the rest.
    private static final WarmSettings GENTLE =
            new WarmSettings(
                    0,
                    WarmSettings.DEFAULT.rows(),
                    WarmSettings.DEFAULT.batch().dividedBy(2),
                    2 * WarmSettings.DEFAULT.rest(),
                    WarmSettings.DEFAULT.lag());

    private final RunProcess process;
    private final Fill fill;
    private final Throttle throttle;
    private long passed;
    private long batches;
    private long told;

    FillWork(RunProcess process, Fill fill) {
        this.process = process;
        this.fill = fill;
        this.throttle = new Throttle(GENTLE.withRows(first(fill)));
    }

    /// What a batch costs is not known yet.
    private static int first(Fill fill) {
        return Math.clamp(fill.rows() / FEWEST_BATCHES, 5, 1_000);
    }

    private Vault vault() {
        return new Vault(process.records());
    }

    void perform(NumberedStep step, StepGuard.Lock lock) throws SQLException {
        new VaultCheck(vault()).insist(process.watch(), List.of(fill.capture()));
        process.note(step, JournalEvent.INTENDED, Duration.ZERO, "");
        session();
        long began = System.nanoTime();
        while (batch(began)) {
            batches++;
        }
        lock.during(() -> end(step, began));
        process.copy();
    }

    private void session() throws SQLException {
        Connection worker = process.worker();
        // Whoever read the catalog in this session before left it unable to write.
        SessionSettings.session(worker, "default_transaction_read_only", "off");
        process.sessions().settings().enter(worker, false);
    }

    /// @return whether there was something to do
    private boolean batch(long began) throws SQLException {
        long start = System.nanoTime();
        FillBounds bounds = patiently("filling rows of " + fill.column().text(), this::filled);
        if (bounds.rows() == 0) {
            return false;
        }
        passed += bounds.rows();
        tell(bounds, began);
        throttle.rest(process.worker(), Duration.ofNanos(System.nanoTime() - start));
        return true;
    }

    private void tell(FillBounds bounds, long began) {
        long now = System.nanoTime();
        if (now - told > TELL.toNanos()) {
            told = now;
            process.tell(
                    new RunEvent.Progress(
                            new WarmProgress(
                                            fill.column().text(),
                                            bounds.done() + bounds.rows(),
                                            fill.rows(),
                                            passed * 1e9 / (now - began))
                                    .text()));
        }
    }

    private FillBounds filled() throws SQLException, StepFailure {
        Connection worker = process.worker();
        begin();
        FillBounds bounds = FillBounds.next(worker, fill, throttle.rows());
        if (bounds.rows() > 0) {
            insistOnNotes();
            bounds.set(worker);
            for (String sql : fill.batch()) {
                send(sql);
            }
            bounds.pass(worker, fill);
        }
        worker.commit();
        return bounds;
    }

    /// The index of the key gives the rows; no statistics may talk the server into reading the
    /// whole table for each batch.
    private void begin() throws SQLException {
        Connection worker = process.worker();
        Sql.execute(worker, "set transaction read write");
        process.lease().insist(worker);
        Sql.execute(
                worker,
                """
                set local statement_timeout = 0;
                set local idle_in_transaction_session_timeout = '60s';
                set local enable_seqscan = off;
                set local enable_bitmapscan = off;
                set local enable_hashjoin = off;
                set local enable_mergejoin = off;
                set local jit = off;
                """
                        + OneProcessor.LOCAL);
        SessionSettings.local(
                worker, "lock_timeout", process.place().settings().lockTimeout().toMillis() + "ms");
        SessionSettings.local(worker, "backout.run", process.run());
        SessionSettings.local(worker, Fill.FILLING, "on");
    }

    /// Others may write the column again as if nothing had been; then nothing is noted any more.
    private Object end(NumberedStep step, long began) throws SQLException {
        return patiently(
                "the end of filling " + fill.column().text(),
                () -> {
                    Connection worker = process.worker();
                    begin();
                    insistOnNotes();
                    for (String sql : fill.end()) {
                        send(sql);
                    }
                    vault().mark(worker, fill.capture(), Capture.State.RESTORED, process.run());
                    process.write(
                            worker,
                            JournalEntry.ofStep(
                                    step,
                                    JournalEvent.DONE,
                                    Duration.ofNanos(System.nanoTime() - began),
                                    seen(began)));
                    new Commit(process).commit(step, JournalEvent.DONE);
                    return this;
                });
    }

    private String seen(long began) {
        double seconds = Math.max(1, System.nanoTime() - began) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,d values in %,d batches, %,.0f a second",
                passed,
                batches,
                passed / seconds);
    }

    private void insistOnNotes() throws SQLException {
        if (Sql.ask(process.worker(), "select is_called from " + fill.missed())) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "somebody wrote %s in a row, and that could not be noted: what was written would be overwritten"
                            .formatted(fill.column().text()),
                    "look at the server's log for why; when nothing that was written there since"
                            + " has to"
                            + " stay: ALTER SEQUENCE %s RESTART, then backout resume %s"
                                    .formatted(fill.missed(), process.run()));
        }
    }

    private void send(String sql) throws StepFailure {
        switch (SimpleQuery.run(process.worker(), sql)) {
            case MessageOutcome.Completed _ -> {}
            case MessageOutcome.Failed failed ->
                    throw new StepFailure(FirstLine.of(sql), sql, failed.failure());
            case MessageOutcome.Stopped stopped ->
                    throw new IllegalStateException("no watchdog here: " + stopped.reason());
        }
    }

    private interface Work<T> {
        T run() throws SQLException, StepFailure;
    }

    /// Gives way to whoever has locked what it needs, and comes back with fewer rows.
    private <T> T patiently(String doing, Work<T> work) throws SQLException {
        RunSettings settings = process.place().settings();
        Pauses pauses = new Pauses(settings);
        Connection worker = process.worker();
        for (int number = 1; ; number++) {
            worker.setAutoCommit(false);
            StepFailure failure;
            try {
                T result = work.run();
                worker.setAutoCommit(true);
                return result;
            } catch (StepFailure e) {
                failure = e;
            } catch (SQLException e) {
                failure = new StepFailure(doing, e);
            } catch (RuntimeException e) {
                Transactions.undo(worker, e);
                throw e;
            }
            Transactions.undo(worker, failure);
            if (!failure.failure().passing() || number >= settings.tries()) {
                throw StepRefusal.of(failure, number, settings, List.of());
            }
            throttle.giveWay();
            Duration pause = pauses.after(number);
            process.tell(new RunEvent.WillRetry(doing, pause));
            Pauses.sleep(pause, "what is done so far stays");
        }
    }
}
