package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Columns that were kept with whole rows, since nothing told the rows of their table apart when
/// they went: a primary key that gives way to another one is dropped first. What tells the rows
/// apart in the end tells what is kept of them apart as well, unless they were written in between.
/// For one thread, one transaction with the [FixedSettings].
final class LateKeys {
    private static final String WRITTEN =
            """
            select pg_catalog.pg_stat_get_xact_tuples_updated(oid)
                + pg_catalog.pg_stat_get_xact_tuples_deleted(oid)
            from (select ?::bigint::oid as oid) t\
            """;

    private final Connection connection;
    private final Vault vault;
    private final LiveTables tables;
    private final List<Keyless> kept = new ArrayList<>();

    /// @param table as it was when it was kept, with what the transaction has added
    /// @param column the one that went
    /// @param written how many of its rows the transaction had written
    private record Keyless(long id, LiveTable table, LiveColumn column, long written) {}

    LateKeys(Connection connection, Vault vault, LiveTables tables) {
        this.connection = connection;
        this.vault = vault;
        this.tables = tables;
    }

    /// Copies whole rows.
    ///
    /// @param known the table without what the transaction has added: a key may be among that
    Kept keep(long id, LiveTable known, LiveColumn column) throws SQLException {
        LiveTable table =
                tables.these(connection, List.of(known.oid())).getOrDefault(known.oid(), known);
        if (!table.partitioned()) {
            kept.add(new Keyless(id, table, column, written(table)));
        }
        return new Copies(connection, vault).dropped(id, table, column, List.of());
    }

    /// Leaves of whole rows the key and the value, where there is a key in the end.
    ///
    /// @param captures all of the transaction
    /// @return those that are kept in another way now
    List<Capture> settle(List<Capture> captures) throws SQLException {
        List<Capture> settled = new ArrayList<>();
        for (Capture capture : captures) {
            for (Keyless one : kept) {
                if (one.id() == capture.id()
                        && capture.kept() instanceof Kept.DroppedColumn whole) {
                    settle(settled, one, capture, whole);
                }
            }
        }
        return settled;
    }

    private void settle(
            List<Capture> settled, Keyless one, Capture capture, Kept.DroppedColumn whole)
            throws SQLException {
        List<LiveColumn> key = key(one);
        if (!key.isEmpty() && Attempted.works(connection, () -> narrow(one, whole, key))) {
            Kept.DroppedColumn narrow =
                    new Kept.DroppedColumn(
                            whole.table(),
                            whole.column(),
                            Copies.names(key),
                            whole.place(),
                            whole.rows());
            vault.copied(connection, capture.id(), narrow);
            settled.add(
                    new Capture(
                            capture.id(),
                            capture.origin(),
                            capture.number(),
                            narrow,
                            capture.state()));
        }
    }

    private List<LiveColumn> key(Keyless one) throws SQLException {
        LiveTable now = tables.these(connection, List.of(one.table().oid())).get(one.table().oid());
        return now == null || written(now) != one.written()
                ? List.of()
                : one.table().lateKey(now, one.column().number());
    }

    private long written(LiveTable table) throws SQLException {
        Long rows = Sql.first(connection, WRITTEN, row -> row.getLong(1), table.oid());
        return rows == null ? 0 : rows;
    }

    private void narrow(Keyless one, Kept.DroppedColumn whole, List<LiveColumn> key)
            throws SQLException {
        String value = Identifiers.quote(Kept.VALUE);
        String actions =
                Stream.concat(
                                one.table().stored().stream()
                                        .filter(column ->
                                                column.number() != one.column().number()
                                                        && !key.contains(column))
                                        .map(column -> "drop column " + column.sql()),
                                Stream.of(
                                        "add primary key (%s)"
                                                .formatted(Identifiers.list(Copies.names(key)))))
                        .collect(Collectors.joining(", "));
        String place = vault.sql(whole.place());
        Sql.execute(
                connection,
                "alter table %s %s; alter table %s rename column %s to %s"
                        .formatted(place, actions, place, one.column().sql(), value));
    }
}
