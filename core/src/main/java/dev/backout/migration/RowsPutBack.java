package dev.backout.migration;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Rows of a history table as they were, columns included that nobody knows here.
public final class RowsPutBack {
    private RowsPutBack() {}

    /// Inserts them.
    ///
    /// @param table the history table as SQL
    /// @param rows as [HistoryRow#json] told them
    public static void insert(Connection connection, String table, List<String> rows)
            throws SQLException {
        String sql =
                """
                insert into %1$s
                select * from pg_catalog.jsonb_populate_record(null::%1$s, ?::pg_catalog.jsonb)\
                """
                        .formatted(table);
        for (String row : rows) {
            Sql.update(connection, sql, row);
        }
    }
}
