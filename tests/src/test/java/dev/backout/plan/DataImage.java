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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// All rows of the tables in schema public whose key is a column `id`, to the letter of their text,
/// without what is hidden in them.
///
/// @param tables rows by table and key, each by column
/// @param shapes the columns of each table
record DataImage(
        Map<String, Map<String, Map<String, String>>> tables, Map<String, Set<String>> shapes) {
    /// The text of no value.
    static final String NULL = "(NULL)";

    static DataImage read(Site site) throws SQLException {
        Map<String, Map<String, Map<String, String>>> tables = new TreeMap<>();
        Map<String, Set<String>> shapes = new TreeMap<>();
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
                try (ResultSet found = statement.executeQuery("SELECT * FROM " + name)) {
                    Set<String> shape = shape(found);
                    shapes.put(name, shape);
                    tables.put(name, rows(found, shape));
                }
            }
        }
        return new DataImage(tables, shapes);
    }

    private static Set<String> shape(ResultSet found) throws SQLException {
        Set<String> columns = new TreeSet<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            String name = found.getMetaData().getColumnName(i);
            if (!name.startsWith(RecordSchema.HIDDEN)) {
                columns.add(name);
            }
        }
        return columns;
    }

    private static Map<String, Map<String, String>> rows(ResultSet found, Set<String> shape)
            throws SQLException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        while (found.next()) {
            Map<String, String> row = new TreeMap<>();
            for (String column : shape) {
                row.put(column, Objects.requireNonNullElse(found.getString(column), NULL));
            }
            rows.put(found.getString("id"), row);
        }
        return rows;
    }

    /// The columns of a table.
    Set<String> columns(String table) {
        return shapes.getOrDefault(table, Set.of());
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
        if (!shapes.equals(other.shapes)) {
            lines.add("tables %s, not %s".formatted(shapes, other.shapes));
        }
        tables.forEach((table, rows) -> {
            if (!rows.equals(other.rows(table))) {
                lines.add("%s: %s, not %s".formatted(table, rows, other.rows(table)));
            }
        });
        return lines;
    }
}
