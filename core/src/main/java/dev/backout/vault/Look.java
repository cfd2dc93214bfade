package dev.backout.vault;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /// @param wording the statement that was run since
    static Look at(
            Connection connection, LiveTables tables, Map<Long, LiveTable> known, Wording wording)
            throws SQLException {
        Map<Long, LiveTable> before = new TreeMap<>(known);
        before.keySet()
                .retainAll(new HashSet<>(Sql.list(connection, LOCKED, row -> row.getLong(1))));
        Map<Long, LiveTable> after = tables.these(connection, before.keySet());
        Set<Long> emptied = new HashSet<>();
        Set<Destruction> computed = new LinkedHashSet<>();
        for (LiveTable table : after.values()) {
            LiveTable was = Objects.requireNonNull(before.get(table.oid()));
            if (was.storage() != table.storage()) {
                if (!hasRows(connection, table)
                        || (wording.opaque() && isFilledAnew(connection, table))) {
                    emptied.add(table.oid());
                } else {
                    computed.addAll(computed(was, table, wording));
                }
            }
        }
        Set<Destruction> destroyed = Destruction.between(before, after, emptied);
        destroyed.addAll(computed);
        return new Look(before, after, destroyed);
    }

    /// A table that was written anew may have other values in the same types: `alter column a type
    /// int using a * 10`.
    private static List<Destruction> computed(LiveTable was, LiveTable now, Wording wording) {
        return was.stored().stream()
                .filter(column -> now.columns().containsKey(column.number()))
                .filter(wording::mayCompute)
                .<Destruction>map(
                        column -> new Destruction.ColumnRetyped(was.oid(), column.number()))
                .toList();
    }

    /// Whether any table is not what it was.
    boolean changed() {
        return !before.equals(after);
    }

    /// Whether the rows of the table, or of one of its partitions, were written anew.
    boolean rewritten(LiveTable table) {
        LiveTable now = after.get(table.oid());
        return (now != null && now.storage() != table.storage())
                || (table.partitioned()
                        && before.values().stream()
                                .filter(part -> part.parents().contains(table.oid()))
                                .anyMatch(this::rewritten));
    }

    /// Whether the table has any row of its own.
    static boolean hasRows(Connection connection, LiveTable table) throws SQLException {
        return EveryRow.of(
                connection,
                table,
                () ->
                        Sql.ask(
                                connection,
                                "select exists (select from %s)".formatted(table.source())));
    }

    /// Whether all rows may be from this transaction: code can truncate a table and then insert
    /// into it. TRUNCATE leaves no trace but this one.
    private static boolean isFilledAnew(Connection connection, LiveTable table)
            throws SQLException {
        return EveryRow.of(
                connection,
                table,
                () ->
                        Sql.ask(
                                connection,
                                """
                                with made as (
                                    select pg_catalog.pg_stat_get_xact_tuples_inserted(
                                        ?::bigint::oid) as rows)
                                select (select pg_catalog.count(*)
                                        from (select from %s limit (select rows + 1 from made)) t)
                                    <= (select rows from made)\
                                """
                                        .formatted(table.source()),
                                table.oid()));
    }
}
