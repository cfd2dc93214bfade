package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Lease;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What a failure means to a process that carries a run out. Whoever takes a run over ends the
/// sessions of the process before, so that what that one meets first is a lost connection: it has
/// to be told what became of its run, and that something was tried.
///
/// @param place where the run is carried out
/// @param lease held while the work is done
record UnderLease(RunPlace place, Lease lease) {
    /// What is done while the lease is held.
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /// @param what what fails when the database does, as the beginning of a sentence
    /// @throws BackoutException `lease-lost` when another process has the run by now; `step-failed`
    ///   when the connection was lost; others as they come
    <T> T work(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw told(SqlFailure.of(ErrorCode.STEP_FAILED, what, e));
        } catch (BackoutException e) {
            throw told(e);
        }
    }

    private BackoutException told(BackoutException failure) {
        boolean lost = failure.code() == ErrorCode.DATABASE_UNREACHABLE;
        if (!lost && failure.code() != ErrorCode.STEP_FAILED) {
            return failure;
        }
        if (taken(failure)) {
            return lease.takenOver(failure);
        }
        return lost ? stopped(failure) : failure;
    }

    private boolean taken(BackoutException failure) {
        try (Connection connection = place.connections().get()) {
            return lease.taken(connection);
        } catch (SQLException | BackoutException e) {
            // The database is gone for everybody; the failure itself says so.
            failure.addSuppressed(e);
            return false;
        }
    }

    private BackoutException stopped(BackoutException failure) {
        List<String> hints = new ArrayList<>(failure.hints());
        String resume = "backout resume " + lease.run();
        if (hints.stream().noneMatch(hint -> hint.contains(resume))) {
            hints.add(resume + " goes on, and changes nothing that is done");
        }
        return new BackoutException(
                ErrorCode.STEP_FAILED, String.valueOf(failure.getMessage()), hints, failure);
    }
}
