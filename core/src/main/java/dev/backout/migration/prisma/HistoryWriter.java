package dev.backout.migration.prisma;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.RowsPutBack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Changes rows of `_prisma_migrations` as Prisma itself would, in the caller's transaction.
///
/// @param table the history table as SQL
record HistoryWriter(String table) {
    private static final String DELETE = "delete from %s where migration_name = ?";

    /// Only what failed: a mark on a finished row can never be taken off by Prisma again.
    private static final String ROLL_BACK =
            """
            update %s set rolled_back_at = pg_catalog.now()
            where migration_name = ? and finished_at is null and rolled_back_at is null\
            """;

    private static final String APPLIED =
            """
            select 1 from %s
            where migration_name = ? and finished_at is not null and rolled_back_at is null\
            """;

    /// Both times are the same and no step is counted, which is how a row that was resolved is
    /// known.
    private static final String INSERT =
            """
            insert into %s (id, checksum, finished_at, migration_name, logs, rolled_back_at,
                started_at, applied_steps_count)
            values (?, ?, pg_catalog.now(), ?, '', null, pg_catalog.now(), 0)\
            """;

    /// @return how many rows there were to delete or change; one that was added does not count
    int change(Connection connection, String migration, HistoryAction action) {
        try {
            return switch (action) {
                case HistoryAction.DeleteRows() -> update(connection, DELETE, migration);
                case HistoryAction.MarkRolledBack() -> update(connection, ROLL_BACK, migration);
                case HistoryAction.MarkApplied(String checksum) -> {
                    int failed = update(connection, ROLL_BACK, migration);
                    if (!applied(connection, migration)) {
                        insert(connection, migration, checksum);
                    }
                    yield failed;
                }
            };
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "changing the rows of %s in %s failed".formatted(migration, table),
                    e);
        }
    }

    void putBack(Connection connection, String migration, List<String> rows) {
        try {
            update(connection, DELETE, migration);
            RowsPutBack.insert(connection, table, rows);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "putting the rows of %s back into %s failed".formatted(migration, table),
                    e);
        }
    }

    private int update(Connection connection, String sql, String migration) throws SQLException {
        try (var statement = connection.prepareStatement(sql.formatted(table))) {
            statement.setString(1, migration);
            return statement.executeUpdate();
        }
    }

    private boolean applied(Connection connection, String migration) throws SQLException {
        try (var statement = connection.prepareStatement(APPLIED.formatted(table))) {
            statement.setString(1, migration);
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private void insert(Connection connection, String migration, String checksum)
            throws SQLException {
        try (var statement = connection.prepareStatement(INSERT.formatted(table))) {
            statement.setString(1, UUID.randomUUID().toString());
            statement.setString(2, checksum);
            statement.setString(3, migration);
            statement.executeUpdate();
        }
    }
}
