package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A row, or values of one, that a run did not put back.
///
/// @param id its number
/// @param run which run
/// @param capture the capture that holds it
/// @param table as it was called before the migration
/// @param kind `set-aside`, `conflict` or `unknown`; `applied` once somebody has put it back
/// @param reason why
/// @param key the values of the table's primary key as texts
/// @param columns what is kept of it
/// @param kept their values as texts; null for NULL
public record SetAside(
        long id,
        String run,
        long capture,
        Address table,
        String kind,
        String reason,
        List<String> key,
        List<String> columns,
        List<@Nullable String> kept) {
    /// The kind of what was put back.
    public static final String APPLIED = "applied";

    /// Both sides were written.
    public static final String CONFLICT = "conflict";

    /// Nobody can tell who wrote or deleted it.
    public static final String UNKNOWN = "unknown";

    /// Copies the lists.
    public SetAside {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        kept = java.util.Collections.unmodifiableList(new ArrayList<>(kept));
    }

    /// How many of one sort there are.
    ///
    /// @param table as it was called before the migration
    public record Sort(Address table, long capture, String kind, String reason, long rows) {}

    /// How many there are of each sort; nothing when there is no vault.
    public static List<Sort> sorts(Connection connection, Vault vault) throws SQLException {
        return vault.records().current(connection)
                ? Sql.list(
                        connection,
                        """
                        select c.schema_name, c.table_name, s.capture, s.kind, s.reason,
                            pg_catalog.count(*) as rows
                        from %1$s.set_aside s join %1$s.capture c on c.id = s.capture
                        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5\
                        """
                                .formatted(vault.records().sql()),
                        row ->
                                new Sort(
                                        table(row),
                                        row.getLong("capture"),
                                        row.getString("kind"),
                                        row.getString("reason"),
                                        row.getLong("rows")))
                : List.of();
    }

    /// Those that were not put back yet, the oldest first.
    ///
    /// @param capture only those of this one; null for all
    /// @param table only those of this one, `schema.name`; null for all
    public static List<SetAside> open(
            Connection connection, Vault vault, @Nullable Long capture, @Nullable String table)
            throws SQLException {
        List<SetAside> all =
                vault.records().current(connection)
                        ? Sql.list(
                                connection,
                                """
                                select s.*, c.schema_name, c.table_name
                                from %1$s.set_aside s join %1$s.capture c on c.id = s.capture
                                where s.kind <> 'applied' and (?::bigint is null or c.id = ?::bigint)
                                order by s.id\
                                """
                                        .formatted(vault.records().sql()),
                                SetAside::of,
                                capture == null ? null : String.valueOf(capture),
                                capture == null ? null : String.valueOf(capture))
                        : List.of();
        return table == null
                ? all
                : all.stream().filter(one -> one.table().text().equals(table)).toList();
    }

    private static SetAside of(ResultSet row) throws SQLException {
        return new SetAside(
                row.getLong("id"),
                row.getString("run"),
                row.getLong("capture"),
                table(row),
                row.getString("kind"),
                row.getString("reason"),
                Sql.texts(row, "key"),
                Sql.texts(row, "columns"),
                values(row.getArray("kept")));
    }

    private static List<@Nullable String> values(Array array) throws SQLException {
        return Arrays.asList((@Nullable String[]) array.getArray());
    }

    private static Address table(ResultSet row) throws SQLException {
        return Address.of(
                ObjectKind.TABLE, row.getString("schema_name"), row.getString("table_name"));
    }
}
