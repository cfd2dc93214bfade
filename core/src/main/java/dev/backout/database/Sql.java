package dev.backout.database;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Our own statements, with arguments, in as few words as possible. An argument may be null, a
/// text, a number, a boolean, an [Instant], or a list of texts, which becomes `text[]`.
public final class Sql {
    private Sql() {}

    /// Makes a value of one row.
    @FunctionalInterface
    public interface Row<T> {
        /// Reads the row on which the result stands.
        T read(ResultSet row) throws SQLException;
    }

    /// Runs a text without arguments; it may hold several statements.
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Inserts, updates or deletes.
    ///
    /// @return how many rows
    public static int update(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /// All rows of an answer.
    public static <T> List<T> list(
            Connection connection, String sql, Row<T> row, @Nullable Object... arguments)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            try (ResultSet found = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row.read(found));
                }
                return rows;
            }
        }
    }

    /// The first row of an answer, or null when there is none.
    public static <T> @Nullable T first(
            Connection connection, String sql, Row<T> row, @Nullable Object... arguments)
            throws SQLException {
        List<T> rows = list(connection, sql, row, arguments);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    /// Whether there is a row whose first column is true.
    public static boolean ask(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        return Boolean.TRUE.equals(first(connection, sql, row -> row.getBoolean(1), arguments));
    }

    /// The texts of an array column; none when it is null.
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    static void set(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case Instant instant ->
                        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case List<?> texts ->
                        statement.setArray(
                                i + 1,
                                statement.getConnection().createArrayOf("text", texts.toArray()));
                case null -> statement.setNull(i + 1, java.sql.Types.NULL);
                default -> statement.setObject(i + 1, arguments[i]);
            }
        }
    }
}
