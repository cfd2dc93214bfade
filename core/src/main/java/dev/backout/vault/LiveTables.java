package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the tables of users from the catalog, as the open transaction sees them. Immutable.
///
/// @param records the schema that is not looked at, unquoted
record LiveTables(String records) {
    private static final String TABLES = Resource.text(LiveTables.class, "tables.sql");
    private static final String COLUMNS = Resource.text(LiveTables.class, "columns.sql");
    private static final String KEYS = Resource.text(LiveTables.class, "keys.sql");
    private static final String THESE = "c.oid = ANY (?::text[]::oid[])";

    /// All of them, by OID.
    Map<Long, LiveTable> all(Connection connection) throws SQLException {
        return read(connection, "TRUE", records);
    }

    /// Those of these that are there.
    Map<Long, LiveTable> these(Connection connection, Collection<Long> oids) throws SQLException {
        return oids.isEmpty()
                ? Map.of()
                : read(connection, THESE, records, oids.stream().map(String::valueOf).toList());
    }

    private static Map<Long, LiveTable> read(
            Connection connection, String which, Object... arguments) throws SQLException {
        Map<Long, Map<Integer, LiveColumn>> columns = new HashMap<>();
        Sql.list(
                connection,
                COLUMNS.formatted(which),
                row ->
                        columns.computeIfAbsent(row.getLong("attrelid"), oid -> new TreeMap<>())
                                .put(row.getInt("attnum"), column(row)),
                arguments);
        Map<Long, List<List<Integer>>> keys = new HashMap<>();
        Sql.list(
                connection,
                KEYS.formatted(which),
                row ->
                        keys.computeIfAbsent(row.getLong("indrelid"), oid -> new ArrayList<>())
                                .add(
                                        Sql.texts(row, "columns").stream()
                                                .map(Integer::valueOf)
                                                .toList()),
                arguments);
        Map<Long, LiveTable> tables = new TreeMap<>();
        Sql.list(
                connection,
                TABLES.formatted(which),
                row -> tables.put(row.getLong("oid"), table(row, columns, keys)),
                arguments);
        return tables;
    }

    private static LiveTable table(
            ResultSet row,
            Map<Long, Map<Integer, LiveColumn>> columns,
            Map<Long, List<List<Integer>>> keys)
            throws SQLException {
        long oid = row.getLong("oid");
        return new LiveTable(
                oid,
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("relkind").equals("p"),
                row.getString("relpersistence").equals("p"),
                row.getBoolean("forced"),
                row.getLong("relfilenode"),
                row.getBoolean("related"),
                Sql.texts(row, "parents").stream().map(Long::valueOf).toList(),
                columns.getOrDefault(oid, Map.of()),
                keys.getOrDefault(oid, List.of()));
    }

    private static LiveColumn column(ResultSet row) throws SQLException {
        return new LiveColumn(
                row.getInt("attnum"),
                row.getString("attname"),
                row.getLong("atttypid"),
                row.getInt("atttypmod"),
                row.getLong("attcollation"),
                row.getBoolean("generated"),
                row.getString("type"));
    }
}
