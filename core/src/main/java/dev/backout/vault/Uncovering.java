package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Copies into the vault what lies hidden in a table, before its rows can go or somebody could
/// write into it: nothing but the capture tells afterwards that it was ever hidden. In the caller's
/// transaction, as long as the copy takes nobody uses the table.
///
/// @param connection in the open transaction, with the [FixedSettings]
record Uncovering(Connection connection, Vault vault) {
    /// Copies all that is hidden in a table and has not returned.
    ///
    /// @return the captures as they are now
    List<Capture> of(LiveTable table) throws SQLException {
        List<Capture> copied = new ArrayList<>();
        for (Capture capture : vault.hiddenIn(connection, table)) {
            if (capture.kept() instanceof Kept.HiddenColumn hidden
                    && table.address().equals(new Places(vault).home(connection, hidden))) {
                copied.add(copied(table, capture, hidden));
            }
        }
        return copied;
    }

    private Capture copied(LiveTable table, Capture capture, Kept.HiddenColumn hidden)
            throws SQLException {
        Sql.execute(connection, "lock table %s in access exclusive mode".formatted(table.source()));
        List<LiveColumn> key =
                table.keys().isEmpty() ? List.of() : table.columns(table.keys().getFirst());
        String place = vault.place(capture.id(), table.address());
        long rows =
                EveryRow.of(
                        connection,
                        table,
                        () ->
                                new Copies(connection, vault)
                                        .select(place, selected(table, hidden, key), key));
        new Places(vault).drop(connection, hidden);
        Kept.DroppedColumn copy =
                new Kept.DroppedColumn(
                        table.ref(), hidden.column(), Copies.names(key), place, rows);
        vault.copied(connection, capture.id(), copy);
        return new Capture(capture.id(), capture.origin(), capture.number(), copy, capture.state());
    }

    /// A row that was written since has NULL there, which tells as much as no row in the vault;
    /// unless the column has kept its default, for then NULL is what a row had before.
    private String selected(LiveTable table, Kept.HiddenColumn hidden, List<LiveColumn> key)
            throws SQLException {
        String name = Identifiers.quote(hidden.place());
        String as = key.isEmpty() ? hidden.column().name() : Kept.VALUE;
        return Stream.concat(
                                (key.isEmpty() ? table.stored() : key)
                                        .stream().map(one -> one.expression() + " as " + one.sql()),
                                Stream.of(name + " as " + Identifiers.quote(as)))
                        .collect(Collectors.joining(", "))
                + " from %s".formatted(table.source())
                + (hasDefault(table, hidden) ? "" : " where %s is not null".formatted(name));
    }

    private boolean hasDefault(LiveTable table, Kept.HiddenColumn hidden) throws SQLException {
        return Sql.ask(
                connection,
                """
                select atthasdef from pg_catalog.pg_attribute
                where attrelid = ?::bigint::oid and attname = ?\
                """,
                table.oid(),
                hidden.place());
    }
}
