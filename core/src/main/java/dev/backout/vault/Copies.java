package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        long rows = copy(place, table, Copies::named, columns, "", key);
        return new Kept.CopiedTable(table.ref(), names(columns), place, rows);
    }

    /// The values of a column that goes, by a key that stays; whole rows when none does.
    Kept dropped(long id, LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        String place = vault.place(id, table.address());
        long rows = values(place, table, column, key, "");
        return new Kept.DroppedColumn(table.ref(), column.ref(), names(key), place, rows);
    }

    /// The values of a column that gets another type, by a key.
    Kept retyped(long id, LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        String place = vault.place(id, table.address());
        long rows = values(place, table, column, key, ", null::pg_catalog.text as " + Kept.AFTER);
        return new Kept.RetypedColumn(table.ref(), column.ref(), names(key), place, rows);
    }

    /// Makes the vault's table of a column: `(key, value)`, or whole rows.
    ///
    /// @param more what to select besides
    /// @return how many rows
    long values(String place, LiveTable table, LiveColumn column, List<LiveColumn> key, String more)
            throws SQLException {
        return key.isEmpty()
                ? copy(place, table, Copies::named, table.stored(), more, key)
                : copy(
                        place,
                        table,
                        part -> part.equals(column) ? as(part, Kept.VALUE) : named(part),
                        Stream.concat(key.stream(), Stream.of(column)).toList(),
                        more,
                        key);
    }

    private long copy(
            String place,
            LiveTable table,
            Function<LiveColumn, String> part,
            List<LiveColumn> columns,
            String more,
            List<LiveColumn> key)
            throws SQLException {
        long rows;
        try (Statement statement = connection.createStatement()) {
            rows =
                    statement.executeLargeUpdate(
                            "create table %s as select %s%s from %s"
                                    .formatted(
                                            vault.sql(place),
                                            columns.stream()
                                                    .map(part)
                                                    .collect(Collectors.joining(", ")),
                                            more,
                                            table.source()));
        }
        if (!key.isEmpty()) {
            Sql.execute(
                    connection,
                    "alter table %s add primary key (%s)"
                            .formatted(vault.sql(place), Identifiers.list(names(key))));
        }
        return rows;
    }

    static List<String> names(List<LiveColumn> columns) {
        return new ArrayList<>(columns.stream().map(LiveColumn::name).toList());
    }

    private static String named(LiveColumn column) {
        return as(column, column.name());
    }

    private static String as(LiveColumn column, String name) {
        return column.expression() + " as " + Identifiers.quote(name);
    }
}
