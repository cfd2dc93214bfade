package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A column that can be copied before it is dropped, or the reason why it cannot.
///
/// @param table whose column it is
/// @param column which is going to be dropped
/// @param key what tells the rows apart without it; empty when nothing does
record WarmPlace(LiveTable table, LiveColumn column, List<LiveColumn> key) {
    private static final String FOREIGN =
            """
            select exists (
                select from pg_catalog.pg_partition_tree(?::text::oid::regclass) p
                join pg_catalog.pg_class c on c.oid = p.relid where c.relkind = 'f')\
            """;
    private static final String SUBSCRIBED =
            "select exists (select from pg_catalog.pg_subscription_rel where srrelid ="
                    + " ?::text::oid)";

    static WarmPlace of(LiveTable table, LiveColumn column) {
        return new WarmPlace(
                table,
                column,
                table.keys().stream()
                        .filter(key -> !key.contains(column.number()))
                        .findFirst()
                        .map(table::columns)
                        .orElse(List.of()));
    }

    /// The column for people.
    String subject() {
        return Address.of(ObjectKind.COLUMN, table.schema(), table.name(), column.name()).text();
    }

    /// Whether its table has more rows than that. Where row security hides rows from its owner, the
    /// server's statistics tell.
    boolean exceeds(Connection connection, long rows) throws SQLException {
        if (table.forced()) {
            return about(connection, 0) > rows;
        }
        return rows < Integer.MAX_VALUE
                && Sql.ask(
                        connection,
                        "select pg_catalog.count(*) > ? from (select from %s limit ?) t"
                                .formatted(table.source()),
                        rows,
                        rows + 1);
    }

    /// About how many rows its table has, by the server's statistics; at least what is known.
    ///
    /// @param least how many there are for certain
    long about(Connection connection, long least) throws SQLException {
        Long estimate =
                Sql.first(
                        connection,
                        """
                        select pg_catalog.sum(c.reltuples)::bigint
                        from pg_catalog.pg_class c
                        where c.oid in (select ?::text::oid union
                            select relid from pg_catalog.pg_partition_tree(?::text::oid::regclass))
                            and c.relkind = 'r' and c.reltuples > 0\
                        """,
                        row -> row.getLong(1),
                        Long.toString(table.oid()),
                        Long.toString(table.oid()));
        return Math.max(least, estimate == null ? 0 : estimate);
    }

    /// Why it cannot be copied beforehand, or null.
    @Nullable String obstacle(Connection connection) throws SQLException {
        if (key.isEmpty()) {
            return "nothing but this column tells its rows apart";
        }
        if (key.stream().anyMatch(one -> !one.expression().equals(one.sql()))) {
            return "its key has a type or a collation that does not come with the server";
        }
        if (!table.parents().isEmpty() || (table.related() && !table.partitioned())) {
            return "its table inherits, or others inherit from it";
        }
        if (!table.permanent()) {
            return "its table is unlogged";
        }
        if (table.forced()) {
            return "its row security binds its owner, too";
        }
        if (Sql.ask(connection, FOREIGN, Long.toString(table.oid()))) {
            return "one of its partitions is a foreign table";
        }
        if (Sql.ask(connection, SUBSCRIBED, Long.toString(table.oid()))) {
            return "a subscription writes its table, which no trigger sees";
        }
        return null;
    }

    /// What the copy depends on: when it is another, the copy is of no use.
    String shape() {
        return key.stream()
                        .map(one -> "%s %s".formatted(one.sql(), facts(one)))
                        .collect(Collectors.joining(", "))
                + " -> "
                + facts(column);
    }

    private static String facts(LiveColumn one) {
        return "%d:%d:%d:%d".formatted(one.number(), one.type(), one.modifier(), one.collation());
    }
}
