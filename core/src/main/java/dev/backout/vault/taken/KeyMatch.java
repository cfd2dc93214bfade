package dev.backout.vault.taken;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Counts how many of the rows of a copy are live, by their keys: in portions, each looked up by
/// the index of the live table, so that neither side has to hold the other's rows.
///
/// @param live in autocommit mode; nothing is changed there
/// @param copy in autocommit mode
/// @param patience how long one look may take; all of them together may take ten times as long
public record KeyMatch(Connection live, Connection copy, Duration patience) {
    private static final int PORTION = 5_000;
    private static final int LOOKS = 10;

    /// Of what a capture keeps by a key.
    ///
    /// @param from the copy's vault
    /// @param table as it is called on the live database
    /// @param key the columns of the key, called the same on both sides
    /// @return null when it takes too long, or cannot be told
    public @Nullable Long kept(Vault from, Kept kept, Address table, List<String> key) {
        return count(
                "select %s from %s k"
                        .formatted(
                                texts(key.stream().map(Identifiers::quote).toList()),
                                place(from, kept)),
                table,
                key);
    }

    /// How many rows a migration deleted or changed on the copy.
    public long written(Vault from, Kept.WrittenRows kept) throws SQLException {
        Long rows =
                Sql.first(
                        copy,
                        "select pg_catalog.count(*) from (%s) k"
                                .formatted(Unknowns.first(from, kept)),
                        row -> row.getLong(1));
        return rows == null ? 0 : rows;
    }

    /// How many of these are live.
    ///
    /// @return null when it takes too long, or cannot be told
    public @Nullable Long writtenAndThere(Vault from, Kept.WrittenRows kept, Address table) {
        List<String> keys = kept.key().stream().map(name -> Unknowns.keyNow(kept, name)).toList();
        return count(
                "select %s from (%s) k".formatted(texts(keys), Unknowns.first(from, kept)),
                table,
                kept.key());
    }

    private static String place(Vault from, Kept kept) {
        return from.sql(kept.place());
    }

    private static String texts(List<String> expressions) {
        return expressions.stream()
                .map(one -> one + "::pg_catalog.text")
                .collect(Collectors.joining(", "));
    }

    private @Nullable Long count(String keys, Address table, List<String> columns) {
        long end = System.nanoTime() + patience.toNanos() * LOOKS;
        try {
            String query = query(table, columns);
            if (query == null) {
                return null;
            }
            long matched = Transactions.run(copy, () -> portions(keys, columns.size(), query, end));
            return matched < 0 ? null : matched;
        } catch (SQLException e) {
            if (SqlFailure.state(e).startsWith("08")) {
                throw SqlFailure.of(
                        dev.backout.error.ErrorCode.DATABASE_UNREACHABLE,
                        "comparing the backup with the database failed",
                        e);
            }
            // A time limit, a lock, a right: nobody can tell.
            return null;
        }
    }

    /// @return -1 when it takes too long
    private long portions(String keys, int width, String query, long end) throws SQLException {
        try (var statement = copy.createStatement()) {
            statement.setFetchSize(PORTION);
            try (ResultSet found = statement.executeQuery(keys)) {
                long matched = 0;
                boolean more = true;
                while (more) {
                    List<List<@Nullable String>> portion = new ArrayList<>();
                    for (int i = 0; i < width; i++) {
                        portion.add(new ArrayList<>());
                    }
                    more = fill(portion, found);
                    matched += portion.getFirst().isEmpty() ? 0 : look(query, portion);
                    if (System.nanoTime() > end) {
                        return -1;
                    }
                }
                return matched;
            }
        }
    }

    private static boolean fill(List<List<@Nullable String>> portion, ResultSet found)
            throws SQLException {
        for (int row = 0; row < PORTION; row++) {
            if (!found.next()) {
                return false;
            }
            for (int i = 0; i < portion.size(); i++) {
                portion.get(i).add(found.getString(i + 1));
            }
        }
        return true;
    }

    private long look(String query, List<List<@Nullable String>> portion) throws SQLException {
        return Transactions.run(
                live,
                () -> {
                    Sql.execute(
                            live,
                            """
                            set transaction read only;
                            set local statement_timeout = %d;
                            set local lock_timeout = %1$d;
                            set local row_security = off;
                            set local search_path = pg_catalog, pg_temp\
                            """
                                    .formatted(patience.toMillis()));
                    Long count = Sql.first(live, query, row -> row.getLong(1), portion.toArray());
                    return count == null ? 0 : count;
                });
    }

    private @Nullable String query(Address table, List<String> columns) throws SQLException {
        Map<String, String> types = new HashMap<>();
        Sql.list(
                live,
                """
                select a.attname, n.nspname, t.typname
                from pg_catalog.pg_attribute a
                join pg_catalog.pg_type t on t.oid = a.atttypid
                join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0
                  and not a.attisdropped\
                """,
                row ->
                        types.put(
                                row.getString(1),
                                Identifiers.dotted(List.of(row.getString(2), row.getString(3)))),
                Identifiers.dotted(table.path()));
        if (columns.isEmpty() || !types.keySet().containsAll(columns)) {
            return null;
        }
        List<Integer> places = IntStream.range(0, columns.size()).boxed().toList();
        return "select pg_catalog.count(*) from unnest(%s) as k (%s) join %s t on %s"
                .formatted(
                        places.stream().map(_ -> "?::text[]").collect(Collectors.joining(", ")),
                        places.stream().map(i -> "c" + i).collect(Collectors.joining(", ")),
                        Identifiers.dotted(table.path()),
                        places.stream()
                                .map(i ->
                                        "t.%s = k.c%d::%s"
                                                .formatted(
                                                        Identifiers.quote(columns.get(i)),
                                                        i,
                                                        types.get(columns.get(i))))
                                .collect(Collectors.joining(" and ")));
    }
}
