package dev.backout.vault;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// Work that may fail without taking the transaction along.
final class Attempted {
    /// Nobody would gain from another way: locks and deadlocks, a cancel, a full disk or memory, an
    /// ended session.
    private static final Set<String> FATAL_CLASSES = Set.of("40", "53", "55", "57", "58", "08");

    private Attempted() {}

    /// What can fail.
    interface Work {
        void run() throws SQLException;
    }

    /// Tries it under a savepoint.
    ///
    /// @return whether it worked; if not, nothing of it is left
    static boolean works(Connection connection, Work work) throws SQLException {
        Sql.execute(connection, "savepoint backout_attempt");
        try {
            work.run();
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null
                    || state.length() < 2
                    || FATAL_CLASSES.contains(state.substring(0, 2))) {
                throw e;
            }
            // One after the other: a failed transaction understands nothing but the first.
            Sql.execute(connection, "rollback to savepoint backout_attempt");
            Sql.execute(connection, "release savepoint backout_attempt");
            return false;
        }
        Sql.execute(connection, "release savepoint backout_attempt");
        return true;
    }
}
