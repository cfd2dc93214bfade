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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All rows of the tables in schema public whose key is a column `id`, to the letter of their text,
/// without what is hidden in them.
///
/// @param tables rows by table and key, each by column
/// @param shapes the columns of each table
record DataImage(
        Map<String, Map<String, Map<String, String>>> tables, Map<String, Set<String>> shapes) {
    /// The text of no value.
    static final String NULL = "(NULL)";

    private static final Pattern HIDDEN = Pattern.compile(RecordSchema.HIDDEN + "\\d+_(.*)");

    static DataImage read(Site site) throws SQLException {
        return read(site, false);
    }

    /// What is hidden in the tables instead, by the names that it had.
    static DataImage hidden(Site site) throws SQLException {
        return read(site, true);
    }

    private static DataImage read(Site site, boolean hidden) throws SQLException {
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
                    Map<String, String> shape = shape(found, hidden);
                    shapes.put(name, new TreeSet<>(shape.keySet()));
                    tables.put(name, rows(found, shape));
                }
            }
        }
        return new DataImage(tables, shapes);
    }

    /// The columns by their names, and what they are called now.
    private static Map<String, String> shape(ResultSet found, boolean hidden) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            String name = found.getMetaData().getColumnName(i);
            Matcher kept = HIDDEN.matcher(name);
            if (kept.matches() == hidden) {
                columns.put(hidden ? kept.group(1) : name, name);
            }
        }
        return columns;
    }

    private static Map<String, Map<String, String>> rows(ResultSet found, Map<String, String> shape)
            throws SQLException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        while (found.next()) {
            Map<String, String> row = new TreeMap<>();
            for (Map.Entry<String, String> column : shape.entrySet()) {
                row.put(
                        column.getKey(),
                        Objects.requireNonNullElse(found.getString(column.getValue()), NULL));
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
