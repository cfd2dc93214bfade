package dev.backout.triage;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Questions to a database of which none may take long: each is a read-only transaction with a
/// limit, and all of them together have one. What was not answered is remembered. For one thread.
public final class Questions {
    /// One question must not use up the time of all others.
    private static final Duration MOST = Duration.ofMillis(700);

    private static final long LEAST_MILLIS = 20;

    private final Connection connection;
    private final long end;
    private final List<String> unread = new ArrayList<>();

    /// @param connection in autocommit mode
    /// @param limit for all questions
    public Questions(Connection connection, Duration limit) throws SQLException {
        this.connection = connection;
        this.end = System.nanoTime() + limit.toNanos();
        // A server that says nothing at all is not asked to cancel.
        connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
    }

    /// A question.
    @FunctionalInterface
    public interface Question<T> {
        /// Asks it.
        T ask(Connection connection) throws SQLException;
    }

    /// The answer, or null when there was none in time.
    ///
    /// @param what what is asked for, for people
    public <T> @Nullable T ask(String what, Question<T> question) {
        long left = Math.min(MOST.toMillis(), (end - System.nanoTime()) / 1_000_000);
        if (left < LEAST_MILLIS) {
            unread.add(what + ": no time was left");
            return null;
        }
        try {
            return Transactions.run(
                    connection,
                    () -> {
                        Sql.execute(
                                connection,
                                "set transaction read only; set local statement_timeout = %1$d; set local lock_timeout = %1$d"
                                        .formatted(left));
                        return question.ask(connection);
                    });
        } catch (SQLException e) {
            unread.add("%s: %s".formatted(what, SqlFailure.text(e)));
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
            unread.add("%s: %s".formatted(what, e.getMessage()));
        }
        return null;
    }

    /// An answer was not all of it.
    public void missed(String what) {
        unread.add(what);
    }

    /// What was not answered, and why.
    public List<String> unread() {
        return List.copyOf(unread);
    }
}
