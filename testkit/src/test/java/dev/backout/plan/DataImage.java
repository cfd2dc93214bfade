package dev.backout.plan;

import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// All rows of the tables in schema public whose key is a column `id`, to the letter of their text,
/// without what is hidden in them.
///
/// @param tables rows by table and key, each by column
record DataImage(Map<String, Map<String, Map<String, String>>> tables) {
    private static final String NULL = "(NULL)";

    static DataImage read(Site site) throws SQLException {
        Map<String, Map<String, Map<String, String>>> tables = new TreeMap<>();
        try (Connection connection = site.connect();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found =
                    statement.executeQuery(
                            """
                            SELECT relname FROM pg_class
                            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                              AND relname <> '_prisma_migrations'
                            """)) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name : names) {
                tables.put(name, rows(statement, name));
            }
        }
        return new DataImage(tables);
    }

    private static Map<String, Map<String, String>> rows(Statement statement, String table)
            throws SQLException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            while (found.next()) {
                Map<String, String> row = new TreeMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    if (found.getMetaData().getColumnName(i).startsWith(RecordSchema.HIDDEN)) {
                        continue;
                    }
                    String value = found.getString(i);
                    row.put(
                            found.getMetaData().getColumnName(i),
                            Objects.requireNonNullElse(value, NULL));
                }
                rows.put(found.getString("id"), row);
            }
        }
        return rows;
    }

    Map<String, Map<String, String>> rows(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    /// The text of a value, or null when there is no such row or column.
    @Nullable String value(String table, String id, String column) {
        return rows(table).getOrDefault(id, Map.of()).get(column);
    }

    /// What is different, one line each.
    List<String> differences(DataImage other) {
        List<String> lines = new ArrayList<>();
        if (!tables.keySet().equals(other.tables.keySet())) {
            lines.add("tables %s, not %s".formatted(tables.keySet(), other.tables.keySet()));
        }
        tables.forEach((table, rows) -> {
            if (!rows.equals(other.rows(table))) {
                lines.add("%s: %s, not %s".formatted(table, rows, other.rows(table)));
            }
        });
        return lines;
    }
}
