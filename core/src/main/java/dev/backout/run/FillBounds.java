package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.vault.merge.Fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where the next batch begins and ends, by the keys of what is kept.
///
/// @param rows how many values it has
/// @param done how many were done before
/// @param first its first key, as texts
/// @param last its last key
record FillBounds(long rows, long done, List<String> first, List<String> last) {
    FillBounds {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    private record Place(List<String> key, long done) {}

    /// Finds them, in the open transaction; nobody else does before it ends.
    ///
    /// @param most how many values a batch may have
    static FillBounds next(Connection connection, Fill fill, int most) throws SQLException {
        Place place =
                Sql.list(
                                connection,
                                "select position, rows from %s for update"
                                        .formatted(fill.progress()),
                                row -> new Place(Sql.texts(row, "position"), row.getLong("rows")))
                        .getFirst();
        String names = list(fill, Fill.Key::name, ", ");
        String after =
                place.key().isEmpty()
                        ? ""
                        : " where (%s) > (%s)"
                                .formatted(names, list(fill, key -> "?::" + key.type(), ", "));
        List<Object> arguments = new ArrayList<>(place.key());
        arguments.add(most);
        return Sql.list(
                        connection,
                        """
                        with batch as materialized (
                            select %1$s from %2$s%3$s order by %1$s limit ?)
                        select (select pg_catalog.count(*) from batch) as rows,
                            (select array[%4$s] from batch order by %1$s limit 1) as first,
                            (select array[%4$s] from batch order by %5$s limit 1) as last\
                        """
                                .formatted(
                                        names,
                                        fill.place(),
                                        after,
                                        list(fill, key -> key.name() + "::text", ", "),
                                        list(fill, key -> key.name() + " desc", ", ")),
                        row ->
                                new FillBounds(
                                        row.getLong("rows"),
                                        place.done(),
                                        Sql.texts(row, "first"),
                                        Sql.texts(row, "last")),
                        arguments.toArray())
                .getFirst();
    }

    /// Tells the statements of the batch, in the open transaction.
    void set(Connection connection) throws SQLException {
        for (int i = 0; i < first.size(); i++) {
            SessionSettings.local(connection, Fill.FROM + (i + 1), first.get(i));
            SessionSettings.local(connection, Fill.UPTO + (i + 1), last.get(i));
        }
    }

    /// Writes down how far it is, in the transaction of the batch.
    void pass(Connection connection, Fill fill) throws SQLException {
        Sql.update(
                connection,
                "update %s set position = ?, rows = rows + ?".formatted(fill.progress()),
                last,
                rows);
    }

    private static String list(Fill fill, Function<Fill.Key, String> part, String between) {
        return fill.key().stream().map(part).collect(Collectors.joining(between));
    }
}
