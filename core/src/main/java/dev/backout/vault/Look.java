package dev.backout.vault;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What became of the tables that the open transaction has locked against everybody: nothing else
/// can have lost a column, or all of its rows.
///
/// @param before they as they were
/// @param after those that are still there
/// @param destroyed what is missing
record Look(Map<Long, LiveTable> before, Map<Long, LiveTable> after, Set<Destruction> destroyed) {
    private static final String LOCKED =
            """
            select l.relation from pg_catalog.pg_locks l
            where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation' and l.granted
              and l.mode = 'AccessExclusiveLock'
              and l.database = (select oid from pg_catalog.pg_database
                                where datname = pg_catalog.current_database())\
            """;

    /// Takes it.
    ///
    /// @param known the tables as they were when last looked at
    static Look at(Connection connection, LiveTables tables, Map<Long, LiveTable> known)
            throws SQLException {
        Map<Long, LiveTable> before = new TreeMap<>(known);
        before.keySet()
                .retainAll(new HashSet<>(Sql.list(connection, LOCKED, row -> row.getLong(1))));
        Map<Long, LiveTable> after = tables.these(connection, before.keySet());
        Set<Long> emptied = new HashSet<>();
        for (LiveTable table : after.values()) {
            LiveTable was = before.get(table.oid());
            if (was != null && was.storage() != table.storage() && !hasRows(connection, table)) {
                emptied.add(table.oid());
            }
        }
        return new Look(before, after, Destruction.between(before, after, emptied));
    }

    /// Whether the table has any row of its own.
    static boolean hasRows(Connection connection, LiveTable table) throws SQLException {
        return Sql.ask(connection, "select exists (select from %s)".formatted(table.source()));
    }
}
