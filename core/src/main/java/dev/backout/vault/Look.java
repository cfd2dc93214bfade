package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
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
/// @param stopped sequences that are gone, or begin anew
record Look(
        Map<Long, LiveTable> before,
        Map<Long, LiveTable> after,
        Set<Destruction> destroyed,
        Set<LiveSequence> stopped) {
    /// Takes it, in the open transaction, under whatever settings.
    ///
    /// @param known the tables as they were when last looked at
    /// @param sequences know them as they were then
    /// @param wording the statement that was run since
    static Look at(
            Connection connection,
            LiveTables tables,
            Map<Long, LiveTable> known,
            SequenceWatch sequences,
            Wording wording)
            throws SQLException {
        Pipeline asked = FixedSettings.asking(connection);
        List<Long> locked = asked.list(LiveTables.LOCKED, row -> row.getLong(1));
        Map<Long, LiveTable> after = tables.locked(asked);
        sequences.look(asked);
        FixedSettings.send(asked);
        Map<Long, LiveTable> before = new TreeMap<>(known);
        before.keySet().retainAll(new HashSet<>(locked));
        after.keySet().retainAll(before.keySet());
        List<LiveTable> anew =
                after.values().stream()
                        .filter(table -> was(before, table).storage() != table.storage())
                        .toList();
        Set<Long> emptied = emptied(connection, anew, wording);
        Set<Destruction> destroyed = Destruction.between(before, after, emptied);
        for (LiveTable table : anew) {
            if (!emptied.contains(table.oid())) {
                destroyed.addAll(computed(was(before, table), table, wording));
            }
        }
        return new Look(before, after, destroyed, sequences.lost());
    }

    private static LiveTable was(Map<Long, LiveTable> before, LiveTable table) {
        return Objects.requireNonNull(before.get(table.oid()));
    }

    /// Which of the tables that were written anew have none of their rows any more.
    private static Set<Long> emptied(Connection connection, List<LiveTable> anew, Wording wording)
            throws SQLException {
        if (anew.isEmpty()) {
            return Set.of();
        }
        return FixedSettings.during(
                connection,
                () -> {
                    Set<Long> emptied = new HashSet<>();
                    for (LiveTable table : anew) {
                        if (!hasRows(connection, table)
                                || (wording.opaque() && isFilledAnew(connection, table))) {
                            emptied.add(table.oid());
                        }
                    }
                    return emptied;
                });
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

    /// Whether nothing has to be kept before the statement.
    boolean harmless() {
        return destroyed.isEmpty() && stopped.isEmpty();
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
