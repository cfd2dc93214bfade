package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the tables of users from the catalog, as the open transaction sees them. Immutable.
///
/// @param records the schema that is not looked at, unquoted
record LiveTables(String records) {
    private static final String TABLES = Resource.text(LiveTables.class, "tables.sql");
    private static final String COLUMNS = Resource.text(LiveTables.class, "columns.sql");
    private static final String KEYS = Resource.text(LiveTables.class, "keys.sql");
    private static final String THESE = "c.oid = ANY (?::text[]::oid[])";

    /// What the open transaction has locked against everybody.
    static final String LOCKED = locked("AccessExclusiveLock");

    /// All of them, by OID.
    Map<Long, LiveTable> all(Connection connection) throws SQLException {
        Pipeline asked = new Pipeline(connection);
        Map<Long, LiveTable> found = all(asked);
        asked.send();
        return found;
    }

    /// The same, as soon as it was sent.
    Map<Long, LiveTable> all(Pipeline asked) {
        return read(asked, "TRUE", records);
    }

    /// Those of these that are there.
    Map<Long, LiveTable> these(Connection connection, Collection<Long> oids) throws SQLException {
        if (oids.isEmpty()) {
            return Map.of();
        }
        Pipeline asked = new Pipeline(connection);
        Map<Long, LiveTable> found =
                read(asked, THESE, records, oids.stream().map(String::valueOf).toList());
        asked.send();
        return found;
    }

    /// The query for what the open transaction has locked in one of these modes.
    ///
    /// @param modes as `pg_locks` has them
    static String locked(String... modes) {
        return """
        select l.relation from pg_catalog.pg_locks l
        where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation' and l.granted
          and l.mode in (%s)
          and l.database = (select oid from pg_catalog.pg_database
                            where datname = pg_catalog.current_database())\
        """
                .formatted(
                        Stream.of(modes)
                                .map(Identifiers::literal)
                                .collect(Collectors.joining(", ")));
    }

    /// Those that the open transaction has locked against everybody, as soon as it was sent.
    Map<Long, LiveTable> locked(Pipeline asked) {
        return read(asked, "c.oid IN (%s)".formatted(LOCKED), records);
    }

    private static Map<Long, LiveTable> read(Pipeline asked, String which, Object... arguments) {
        Map<Long, Map<Integer, LiveColumn>> columns = new HashMap<>();
        asked.list(
                COLUMNS.formatted(which),
                row ->
                        columns.computeIfAbsent(row.getLong("attrelid"), oid -> new TreeMap<>())
                                .put(row.getInt("attnum"), column(row)),
                arguments);
        Map<Long, List<List<Integer>>> keys = new HashMap<>();
        asked.list(
                KEYS.formatted(which),
                row ->
                        keys.computeIfAbsent(row.getLong("indrelid"), oid -> new ArrayList<>())
                                .add(
                                        Sql.texts(row, "columns").stream()
                                                .map(Integer::valueOf)
                                                .toList()),
                arguments);
        Map<Long, LiveTable> tables = new TreeMap<>();
        asked.list(
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
