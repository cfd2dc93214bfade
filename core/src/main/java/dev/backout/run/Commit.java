package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.sql.ServerFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The commit, and finding out what came of it when the connection breaks in that very moment: the
/// line of the journal was written in the same transaction, so it is there or not.
///
/// @param process whose step it is
record Commit(RunProcess process) {
    private static final int QUESTIONS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// @throws StepFailure when nothing is committed
    void commit(NumberedStep step, JournalEvent event) throws StepFailure {
        Connection worker = process.worker();
        try {
            worker.commit();
            worker.setAutoCommit(true);
        } catch (SQLException e) {
            if (!ServerFailure.of(e).connectionLost() || !committed(step, event, e)) {
                throw new StepFailure("the commit", e);
            }
        }
    }

    private boolean committed(NumberedStep step, JournalEvent event, SQLException lost) {
        int pid = process.sessions().workerPid();
        try (Connection again = process.place().connections().get()) {
            // As long as the old session is there, it may still be committing.
            for (int i = 0; i < QUESTIONS && lives(again, pid); i++) {
                Thread.sleep(PAUSE);
            }
            boolean there = process.journal().has(again, process.run(), step.number(), event);
            if (!there && lives(again, pid)) {
                throw unknown(lost);
            }
            return there;
        } catch (SQLException | BackoutException e) {
            lost.addSuppressed(e);
            throw unknown(lost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(lost);
        }
    }

    private static boolean lives(Connection connection, int pid) throws SQLException {
        return Sql.ask(
                connection,
                "select exists (select 1 from pg_catalog.pg_stat_activity where pid = ?)",
                pid);
    }

    private BackoutException unknown(SQLException lost) {
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "the connection was lost in the moment of the commit, and the database cannot be"
                        + " asked what came of it",
                List.of(
                        "the step is done whole or not at all: backout resume %s finds out and goes"
                                        .formatted(process.run())
                                + " on"),
                lost);
    }
}
