package dev.backout.testkit.prisma;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The judge's own look at `_prisma_migrations`.
public final class HistoryTable {
    private static final String ROWS =
            """
            SELECT migration_name, checksum, finished_at IS NOT NULL, rolled_back_at IS NOT NULL,
                   finished_at = started_at, applied_steps_count, logs
            FROM _prisma_migrations ORDER BY started_at, migration_name
            """;

    private HistoryTable() {}

    /// One row, timestamps reduced to what can be told of them.
    ///
    /// @param finishedAtStart whether both timestamps are the same
    public record Row(
            String name,
            String checksum,
            boolean finished,
            boolean rolledBack,
            boolean finishedAtStart,
            int steps,
            @Nullable String logs) {}

    /// Every row, oldest first.
    public static List<Row> rows(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ROWS)) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        return rows;
    }

    private static Row row(ResultSet found) throws SQLException {
        return new Row(
                found.getString(1),
                found.getString(2),
                found.getBoolean(3),
                found.getBoolean(4),
                found.getBoolean(5),
                found.getInt(6),
                found.getString(7));
    }
}
