package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Hides a column in its table instead of copying it, which takes the same time at any size. What
/// DROP COLUMN would take along goes first; the column gets another name, and an empty one of its
/// own name takes its place, for the statement to drop.
///
/// All of it is one transaction with the statement: when the process dies anywhere in it, the
/// column is what it was.
///
/// @param connection in the caller's transaction, with the [FixedSettings]
/// @param rules who wishes it
record InPlace(Connection connection, Vault vault, KeepRules rules) {
    private static final String OBSTACLES = Resource.text(InPlace.class, "in-place-obstacles.sql");
    private static final String PARTS = Resource.text(InPlace.class, "in-place-parts.sql");

    private static final String POSITION =
            "it is not the last column, and rows may be written by the position of columns"
                    + " (vault.byPosition of backout.yaml says that they are not)";

    /// To count so many bytes takes some milliseconds.
    private static final long COUNTED_AT_ONCE = 8L << 20;

    /// Why a column has to be copied, whatever statement drops it; null when nothing is in the way.
    ///
    /// @param after its table when the statement has run
    /// @param key the columns that tell rows apart
    @Nullable String obstacle(
            LiveTable table, LiveTable after, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        if (table.partitioned() || table.related()) {
            return "its table is partitioned, a partition, inherited, or of a type";
        }
        if (!table.permanent()) {
            return "its table is unlogged, and empty after a crash";
        }
        if (column.asText() || column.collation() >= LiveColumn.FIRST_USER_OID) {
            return "its type or collation does not come with the server, and nobody could drop"
                    + " that";
        }
        if (key.isEmpty()) {
            return "nothing tells the rows of its table apart, so that it could not be copied"
                    + " later";
        }
        String reason =
                Sql.first(
                        connection,
                        OBSTACLES,
                        row -> row.getString("reason"),
                        table.oid(),
                        column.number());
        return reason == null ? obstacle(after, column.ref()) : reason;
    }

    /// Why a column cannot be, or stay, hidden beside the columns of its table; null when nothing
    /// is in the way.
    ///
    /// @param after its table when it has been dropped
    @Nullable String obstacle(LiveTable after, ColumnRef column) {
        LiveColumn named = after.named(column.name());
        if (named != null && named.number() != column.number()) {
            return "another column takes its name";
        }
        return !rules.namesColumns(after)
                        && after.columns().keySet().stream()
                                .anyMatch(number -> number > column.number())
                ? POSITION
                : null;
    }

    /// What is said then.
    static String copied(LiveTable table, ColumnRef column, String obstacle) {
        return "%s.%s is copied and not kept in place: %s"
                .formatted(table.address().text(), Identifiers.quote(column.name()), obstacle);
    }

    /// Hides it.
    ///
    /// @param id the number of the capture
    /// @param key the columns that tell rows apart
    /// @throws SQLException when something of it, or a right, forbids to; copy it instead
    Kept hide(long id, LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        String place = vault.hidden(id, column.name());
        int number = 0;
        for (Part part : Sql.list(connection, PARTS, Part::of, table.oid(), column.number())) {
            if (part.renamed() == null) {
                Sql.execute(connection, part.statement());
            } else {
                number++;
                String name = Identifiers.quote(vault.hiddenPart(id, number, part.renamed()));
                Sql.execute(connection, part.statement() + " rename to " + name);
            }
        }
        Sql.execute(
                connection,
                "alter table %s rename column %s to %s"
                        .formatted(table.sql(), column.sql(), Identifiers.quote(place)));
        Sql.execute(
                connection,
                "alter table %s add column %s boolean".formatted(table.sql(), column.sql()));
        return new Kept.HiddenColumn(
                table.ref(), column.ref(), Copies.names(key), place, rows(table, place));
    }

    private long rows(LiveTable table, String place) throws SQLException {
        if (!Sql.ask(
                connection,
                "select pg_catalog.pg_relation_size(?::bigint::oid) <= ?",
                table.oid(),
                COUNTED_AT_ONCE)) {
            return Kept.NOT_COUNTED;
        }
        return EveryRow.of(
                connection,
                table,
                () -> {
                    Long rows =
                            Sql.first(
                                    connection,
                                    "select pg_catalog.count(%s) from %s"
                                            .formatted(Identifiers.quote(place), table.source()),
                                    row -> row.getLong(1));
                    return rows == null ? 0 : rows;
                });
    }

    /// @param renamed the name of an index that stays; null when the statement is whole
    private record Part(String statement, @Nullable String renamed) {
        static Part of(ResultSet row) throws SQLException {
            return new Part(row.getString("statement"), row.getString("renamed"));
        }
    }
}
