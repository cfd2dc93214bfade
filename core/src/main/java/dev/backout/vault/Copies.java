package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Copies rows and values into new tables of the vault. The caller holds a lock that keeps
/// everybody else from writing.
///
/// @param connection in the caller's transaction
record Copies(Connection connection, Vault vault) {
    /// All rows of a table, under the names of its columns.
    Kept table(long id, LiveTable table) throws SQLException {
        String place = vault.place(id, table.address());
        List<LiveColumn> columns = table.stored();
        List<LiveColumn> key =
                table.keys().isEmpty() ? List.of() : table.columns(table.keys().getFirst());
        long rows =
                EveryRow.of(
                        connection,
                        table,
                        () -> select(place, named(columns) + " from " + table.source(), key));
        return new Kept.CopiedTable(table.ref(), names(columns), place, rows);
    }

    /// The values of a column that goes, by a key that stays; whole rows when none does.
    Kept dropped(long id, LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        String place = vault.place(id, table.address());
        long rows = values(place, table, column, key, "", "", key);
        return new Kept.DroppedColumn(table.ref(), column.ref(), names(key), place, rows);
    }

    /// Makes the vault's table of a column: `(key, value)`, or whole rows when there is no key.
    ///
    /// @param more what to select besides
    /// @param where which rows
    /// @param primary the columns of its primary key; none when it gets none
    /// @return how many rows
    long values(
            String place,
            LiveTable table,
            LiveColumn column,
            List<LiveColumn> key,
            String more,
            String where,
            List<LiveColumn> primary)
            throws SQLException {
        String columns =
                key.isEmpty() ? named(table.stored()) : named(key) + ", " + as(column, Kept.VALUE);
        return EveryRow.of(
                connection,
                table,
                () -> select(place, columns + more + " from " + table.source() + where, primary));
    }

    /// Makes a table of the vault.
    ///
    /// @param selected what follows `select`
    /// @param primary the columns of its primary key; none when it gets none
    /// @return how many rows
    long select(String place, String selected, List<LiveColumn> primary) throws SQLException {
        long rows;
        try (Statement statement = connection.createStatement()) {
            rows =
                    statement.executeLargeUpdate(
                            "create table %s as select %s".formatted(vault.sql(place), selected));
        }
        if (!primary.isEmpty()) {
            Sql.execute(
                    connection,
                    "alter table %s add primary key (%s)"
                            .formatted(vault.sql(place), Identifiers.list(names(primary))));
        }
        return rows;
    }

    static List<String> names(List<LiveColumn> columns) {
        return new ArrayList<>(columns.stream().map(LiveColumn::name).toList());
    }

    private static String named(List<LiveColumn> columns) {
        return columns.stream()
                .map(column -> as(column, column.name()))
                .collect(Collectors.joining(", "));
    }

    private static String as(LiveColumn column, String name) {
        return column.expression() + " as " + Identifiers.quote(name);
    }
}
