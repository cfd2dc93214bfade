package dev.backout.catalog;

import dev.backout.catalog.postgres.Session;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// What to do when the server refuses a question about its catalogs.
final class Failures {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /// Also `cache lookup failed` for what was dropped a moment ago.
    private static final Set<String> PASSING = Set.of(LOCK_NOT_AVAILABLE, "XX000", "42P01");

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    /// A question to the server.
    @FunctionalInterface
    interface Question<T> {
        T ask() throws SQLException;
    }

    /// The answer, the second time when the first failure may pass.
    <T> T retryOnce(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            if (PASSING.contains(e.getSQLState())) {
                return again(question, e);
            }
            throw unreadable(e);
        }
    }

    private <T> T again(Question<T> question, SQLException first) {
        try {
            return question.ask();
        } catch (SQLException e) {
            e.addSuppressed(first);
            throw LOCK_NOT_AVAILABLE.equals(e.getSQLState()) ? locked(e) : unreadable(e);
        }
    }

    private BackoutException locked(SQLException e) {
        List<String> holders;
        try {
            holders = session.lockHolders();
        } catch (SQLException unknown) {
            e.addSuppressed(unknown);
            holders = List.of();
        }
        return new BackoutException(
                ErrorCode.LOCKED,
                "cannot read the catalog: "
                        + (holders.isEmpty() ? "an object is locked" : String.join(", ", holders)),
                List.of("try again when that transaction has ended"),
                e);
    }

    static BackoutException unreadable(SQLException e) {
        return SqlFailure.of(ErrorCode.INTERNAL, "cannot read the catalog", e);
    }
}
