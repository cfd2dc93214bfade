package dev.backout.database;

import java.sql.Connection;
import java.sql.SQLException;

/// One transaction around some work.
public final class Transactions {
    private Transactions() {}

    /// Work in a transaction.
    @FunctionalInterface
    public interface Work<T> {
        /// Does it.
        T run() throws SQLException;
    }

    /// Commits when the work ends well; else everything is undone and the failure goes on.
    ///
    /// @param connection in autocommit mode, and again afterwards
    public static <T> T run(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException e) {
            undo(connection, e);
            throw e;
        }
    }

    /// Undoes; when even that fails, the session has ended, and the server undoes.
    public static void undo(Connection connection, Exception reason) {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
