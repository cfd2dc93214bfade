package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.merge.LastWrites;
import dev.backout.vault.merge.Returning;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Values that a migration itself wrote into a table, and that stand there yet. Pure.
///
/// @param origins what the objects of the old schema are called now
/// @param logs of [Kept.WrittenRows] of the table
/// @param table as it will be called
record OwnValues(Origins origins, List<Returning> logs, Address table) {
    /// Which rows (`t`) have such a value in a column, and get another one or go.
    ///
    /// A row that the migration inserted goes only as a whole, as long as nobody refers to it; of a
    /// row whose key it changed nobody can tell that here.
    ///
    /// @param column as it is today
    /// @return a condition; an empty text when there are none, or nothing tells
    String in(Column column) {
        Address live = column.address().table();
        List<LastWrites.Log> all = new ArrayList<>();
        for (Returning one : logs) {
            LastWrites.Log log =
                    LastWrites.Log.of(
                            one.holding(),
                            one.place(),
                            name -> today(one.holding().kept(), name, live));
            if (log != null) {
                all.add(log);
            }
        }
        LastWrites last = LastWrites.of(all);
        if (last == null
                || !last.common().contains(column.address().name())
                || !origins.canBeEmpty(column)) {
            return "";
        }
        List<String> values =
                Stream.concat(Stream.of(column.address().name()), last.common().stream()).toList();
        return """
        EXISTS (
            SELECT 1 FROM %s k
            WHERE %s AND k.is_there AND NOT k.was_moved AND %s AND (NOT k.was_made OR %s%s)
        )\
        """
                .formatted(
                        last.relation(values),
                        last.sameKey("k", OwnValues::live),
                        LastWrites.sameValues("k", values.subList(0, 1), OwnValues::live),
                        LastWrites.sameValues("k", values, OwnValues::live),
                        origins.referring(table, live).stream()
                                .map(OwnValues::unreferred)
                                .collect(Collectors.joining()));
    }

    private static String live(String column) {
        return "t." + Identifiers.quote(column);
    }

    private static String unreferred(Origins.Reference reference) {
        Address table = reference.table();
        return table == null
                ? " AND false"
                : " AND NOT EXISTS (SELECT 1 FROM %s r WHERE %s)"
                        .formatted(
                                Identifiers.dotted(table.path()),
                                IntStream.range(0, reference.columns().size())
                                        .mapToObj(i ->
                                                "r.%s = %s"
                                                        .formatted(
                                                                Identifiers.quote(
                                                                        reference.columns().get(i)),
                                                                live(
                                                                        reference
                                                                                .referenced()
                                                                                .get(i))))
                                        .collect(Collectors.joining(" AND ")));
    }

    /// The log has the names of when it was written; null where two columns could be meant.
    private @Nullable String today(Kept kept, String name, Address live) {
        Entry now = origins.column(table, name);
        if (now == null) {
            return origins.isLive(live, name) ? name : null;
        }
        String called = now.address().name();
        return called.equals(name)
                        || !(kept instanceof Kept.WrittenRows rows)
                        || !rows.columns().contains(called)
                ? called
                : null;
    }
}
