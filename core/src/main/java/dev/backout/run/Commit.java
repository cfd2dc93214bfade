package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The commit, and finding out what came of it when the connection breaks in that very moment: the
/// run's record was written in the same transaction, so it is there or not.
final class Commit {
    private static final int QUESTIONS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Supplier<Connection> connections;
    private final RunRecords runs;

    Commit(Supplier<Connection> connections, RunSettings settings) {
        this.connections = connections;
        this.runs = new RunRecords(new RecordSchema(settings.schema()));
    }

    /// @param pid the session's server process
    /// @throws StepFailure when nothing is committed
    void commit(Connection connection, int pid, String run) throws StepFailure {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (!ServerFailure.of(e).connectionLost() || !committed(pid, run, e)) {
                throw new StepFailure("the commit", e);
            }
        }
    }

    private boolean committed(int pid, String run, SQLException lost) {
        try (Connection again = connections.get()) {
            // As long as the old session is there, it may still be committing.
            for (int i = 0; i < QUESTIONS && lives(again, pid); i++) {
                Thread.sleep(PAUSE);
            }
            boolean there = runs.exists(again, run);
            if (!there && lives(again, pid)) {
                throw unknown(run, lost);
            }
            return there;
        } catch (SQLException | BackoutException e) {
            lost.addSuppressed(e);
            throw unknown(run, lost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(run, lost);
        }
    }

    private static boolean lives(Connection connection, int pid) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select 1 from pg_catalog.pg_stat_activity where pid = ?")) {
            statement.setInt(1, pid);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static BackoutException unknown(String run, SQLException lost) {
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "the connection was lost in the moment of the commit, and the database cannot be"
                        + " asked what came of it",
                List.of(
                        "backout runs tells: when it lists %s, everything is done; when not,"
                                        .formatted(run)
                                + " nothing changed"),
                lost);
    }
}
