package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.PlanFile;
import dev.backout.schema.Snapshot;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Tries the transaction until it commits, as long as nothing but locks is in the way. Between two
/// tries nothing is locked, so whoever queued behind us gets on. For one thread.
final class Tries {
    private final Supplier<Connection> connections;
    private final MigrationTool tool;
    private final RunSettings settings;
    private final Operator operator;
    private final Consumer<RunEvent> listener;

    Tries(
            Supplier<Connection> connections,
            MigrationTool tool,
            RunSettings settings,
            Operator operator,
            Consumer<RunEvent> listener) {
        this.connections = connections;
        this.tool = tool;
        this.settings = settings;
        this.operator = operator;
        this.listener = listener;
    }

    /// What was committed.
    record Outcome(String run, int tries, int removedRows) {}

    Outcome run(
            PlanFile file,
            Connection worker,
            Connection watch,
            Snapshot before,
            String searchPath,
            Instant began)
            throws SQLException {
        String run = RunId.next(began);
        Attempt attempt = new Attempt(worker, file, tool, settings, listener);
        int pid = worker.unwrap(PGConnection.class).getBackendPID();
        for (int number = 1; ; number++) {
            listener.accept(new RunEvent.Began(number, settings.tries()));
            Duration pause = pause(number);
            worker.setAutoCommit(false);
            try (LockWatch locks = LockWatch.start(watch, pid, settings.lockTimeout(), listener)) {
                try {
                    int removed =
                            attempt.execute(
                                    new Attempt.Author(run, operator, began, number),
                                    before,
                                    searchPath);
                    new Commit(connections, settings).commit(worker, pid, run);
                    return new Outcome(run, number, removed);
                } catch (StepFailure failure) {
                    Transactions.undo(worker, failure);
                    if (!failure.passing() || number >= settings.tries()) {
                        throw gaveUp(failure, number, locks.last());
                    }
                    listener.accept(new RunEvent.WillRetry(failure.doing(), pause));
                } catch (RuntimeException e) {
                    Transactions.undo(worker, e);
                    throw e;
                }
            }
            sleep(pause);
        }
    }

    /// Doubles each time; half of it is chance, so that two who wait for each other part.
    private Duration pause(int number) {
        long longest =
                Math.min(
                        settings.longestPause().toMillis(),
                        settings.pause().toMillis() << Math.min(number - 1, 20));
        long half = longest / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "interrupted between two tries; nothing changed",
                    List.of(),
                    e);
        }
    }

    private BackoutException gaveUp(StepFailure failure, int tries, List<Blocker> blockers) {
        if (failure.failure().sqlState().equals("42501")) {
            return new BackoutException(
                    ErrorCode.RIGHTS_MISSING,
                    "%s failed: %s; everything was undone, nothing changed"
                            .formatted(failure.doing(), failure.serverText()),
                    List.of("log in as the role that owns the tables, which runs the migrations"),
                    failure);
        }
        return failure.passing() ? outwaited(failure, tries, blockers) : failed(failure);
    }

    private BackoutException outwaited(StepFailure failure, int tries, List<Blocker> blockers) {
        String who =
                blockers.isEmpty()
                        ? ""
                        : blockers.stream()
                                .map(Blocker::text)
                                .collect(Collectors.joining(", ", " behind ", ""));
        List<String> hints = new ArrayList<>();
        hints.add("everything was undone, nothing changed");
        hints.add(
                "wait for the other session, or end it, and run the plan again; --lock-timeout and"
                        + " --retries give it longer");
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s gave up after %d %s of %d ms%s: %s"
                        .formatted(
                                failure.doing(),
                                tries,
                                tries == 1 ? "try" : "tries",
                                settings.lockTimeout().toMillis(),
                                who,
                                failure.serverText()),
                hints,
                failure);
    }

    private static BackoutException failed(StepFailure failure) {
        List<String> hints = new ArrayList<>();
        if (failure.failure().hint() != null) {
            hints.add("the server says: " + failure.failure().hint());
        }
        hints.add(
                failure.failure().connectionLost()
                        ? "the session ended, and the server undid the transaction: run the plan"
                                + " again"
                        : "make a new plan, or find out why the server refuses: backout plan");
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "%s failed: %s; everything was undone, nothing changed"
                        .formatted(failure.doing(), failure.serverText()),
                hints,
                failure);
    }
}
