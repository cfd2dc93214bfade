package dev.backout.migration.nodepgmigrate;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryAction;
import dev.backout.migration.RowsPutBack;
import dev.backout.migration.nodepgmigrate.NodePgSettings.HistoryTable;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Changes rows of `pgmigrations` as the tool's `up` and `down` would, in the caller's transaction.
///
/// @param settings what its columns are called
/// @param table the table as SQL
record HistoryWriter(HistoryTable settings, String table) {
    /// @return how many rows there were to delete; one that was added does not count
    int change(Connection connection, String migration, HistoryAction action) {
        try {
            return switch (action) {
                case HistoryAction.DeleteRows() -> delete(connection, migration);
                // No row tells of a failure, so there is none to mark.
                case HistoryAction.MarkRolledBack() -> 0;
                case HistoryAction.MarkApplied _ -> {
                    if (!present(connection, migration)) {
                        insert(connection, migration);
                    }
                    yield 0;
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
            delete(connection, migration);
            RowsPutBack.insert(connection, table, rows);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "putting the rows of %s back into %s failed".formatted(migration, table),
                    e);
        }
    }

    /// Says that a migration is applied, now.
    ///
    /// @return the key of the row
    String insert(Connection connection, String migration) throws SQLException {
        String key =
                Sql.first(
                        connection,
                        """
                        insert into %s as t (%s, %s) values (?, pg_catalog.now())
                        returning coalesce(pg_catalog.to_jsonb(t) ->> 'id', ?)\
                        """
                                .formatted(table, name(), Identifiers.quote(settings.timeColumn())),
                        row -> row.getString(1),
                        migration,
                        migration);
        return key == null ? migration : key;
    }

    private int delete(Connection connection, String migration) throws SQLException {
        return Sql.update(
                connection, "delete from %s where %s = ?".formatted(table, name()), migration);
    }

    private boolean present(Connection connection, String migration) throws SQLException {
        return Sql.ask(
                connection, "select true from %s where %s = ?".formatted(table, name()), migration);
    }

    private String name() {
        return Identifiers.quote(settings.nameColumn());
    }
}
