package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.database.Transactions;

import java.sql.Connection;
import java.sql.SQLException;

/// Reads tables whose row security binds even their owner, to whom no row may be hidden while they
/// are copied.
final class EveryRow {
    private EveryRow() {}

    /// Does work that reads a table, in the open transaction. Nobody else sees that the table's row
    /// security does not bind its owner meanwhile: it is locked.
    static <T> T of(Connection connection, LiveTable table, Transactions.Work<T> work)
            throws SQLException {
        if (!table.forced()) {
            return work.run();
        }
        String alter = "alter table %s %s row level security";
        Sql.execute(connection, alter.formatted(table.sql(), "no force"));
        T result = work.run();
        Sql.execute(connection, alter.formatted(table.sql(), "force"));
        return result;
    }
}
