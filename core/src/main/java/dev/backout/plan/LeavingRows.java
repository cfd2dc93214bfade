package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.merge.Returning;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a merge will have changed in live rows when their constraints come back: a row that is
/// still as the migration left it is not in the way of what it violates. Conditions are SQL about
/// the live row `t`; the vault's is `k`. Pure.
///
/// It is a forecast: the run itself is undone by the server when a row is left over.
///
/// @param returning what the merge brings back
/// @param origins what the objects of the old schema are called now
/// @param passes whether values that the migration wrote can make room before anything else
record LeavingRows(List<Returning> returning, Origins origins, boolean passes) {
    private static final String UNCHANGED = " IS NOT DISTINCT FROM ";

    LeavingRows {
        returning = List.copyOf(returning);
    }

    /// The rows that stay as they are in these columns.
    ///
    /// @param table as it will be called
    /// @param columns as they will be called
    /// @return a condition, or an empty text when all rows do
    String staying(Address table, List<String> columns) {
        return negated(of(Kept.WrittenRows.class, table).map(one -> written(one, table, columns)));
    }

    /// Which values of a column leave it when it is converted: those that the conversion made of a
    /// kept one, and those that the migration wrote after it.
    ///
    /// @param column as it will be called
    /// @param now the column today
    Passing passing(Address column, Column now) {
        String unconverted =
                negated(
                        of(Kept.RetypedColumn.class, column)
                                .map(Returning::converted)
                                .filter(condition -> !condition.isEmpty()));
        List<Returning> logs = of(Kept.WrittenRows.class, column.table()).toList();
        return new Passing(
                unconverted, passes ? new OwnValues(origins, logs, column.table()).in(now) : "");
    }

    /// Two conditions, of which the second may be empty.
    static String both(String condition, String other) {
        if (condition.isEmpty() || other.isEmpty()) {
            return condition + other;
        }
        return "(%s) AND %s".formatted(condition, other);
    }

    /// Whether what the vault will have brought back holds what live rows refer to.
    ///
    /// @param table that they refer to, as it will be called
    /// @param keys its columns, as they will be called
    /// @param values of the live rows, as SQL, in the same order
    /// @return conditions, of which one is enough
    List<String> found(Address table, List<String> keys, List<String> values) {
        List<String> found = new ArrayList<>();
        for (Returning one : returning) {
            if (!one.object().equals(table)) {
                continue;
            }
            switch (one.holding().kept()) {
                case Kept.MovedTable _, Kept.CopiedTable _ ->
                        add(
                                found,
                                one,
                                keys,
                                values,
                                Function.identity(),
                                one.staying().isEmpty() ? "" : " AND " + one.staying());
                case Kept.WrittenRows kept ->
                        add(
                                found,
                                one,
                                keys,
                                values,
                                key -> Kept.before(kept.columns(), key),
                                " AND k.%s <> 'I'".formatted(Kept.WHAT));
                case Kept.DroppedColumn _,
                        Kept.HiddenColumn _,
                        Kept.RetypedColumn _,
                        Kept.SequencePosition _ -> {}
            }
        }
        return found;
    }

    private void add(
            List<String> found,
            Returning one,
            List<String> keys,
            List<String> values,
            Function<String, String> place,
            String condition) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String name = place.apply(keys.get(i));
            String type = one.holding().type(name);
            if (type == null) {
                return;
            }
            // Types that do not come with the server are kept as text.
            String cast = type.equals("text") ? "::text" : "";
            pairs.add("k.%s = %s%s".formatted(Identifiers.quote(name), values.get(i), cast));
        }
        found.add(exists(one, String.join(" AND ", pairs) + condition));
    }

    private Stream<Returning> of(Class<? extends Kept> kind, Address object) {
        return returning.stream()
                .filter(one -> one.object().equals(object))
                .filter(one -> kind.isInstance(one.holding().kept()));
    }

    /// An updated row leaves what the migration wrote there, an inserted one goes as a whole.
    private @Nullable String written(Returning one, Address table, List<String> columns) {
        if (!(one.holding().kept() instanceof Kept.WrittenRows kept)) {
            return null;
        }
        List<String> all = kept.columns();
        List<String> key = kept.key().isEmpty() ? all : kept.key();
        String same = pairs(table, key, name -> Kept.after(all, name), " = ");
        String some = pairs(table, columns, name -> Kept.after(all, name), UNCHANGED);
        String whole = pairs(table, all, name -> Kept.after(all, name), UNCHANGED);
        if (same == null || some == null || whole == null || !all.containsAll(columns)) {
            return null;
        }
        return exists(
                one,
                "%s AND (k.%s = 'U' AND %s OR k.%s = 'I' AND %s)"
                        .formatted(
                                kept.key().isEmpty() ? whole : same,
                                Kept.WHAT,
                                some,
                                Kept.WHAT,
                                whole));
    }

    /// Texts are compared: the vault keeps some types as text.
    private @Nullable String pairs(
            Address table, List<String> columns, Function<String, String> kept, String operator) {
        List<String> pairs = new ArrayList<>();
        for (String column : columns) {
            Entry now = origins.column(table, column);
            if (now == null) {
                return null;
            }
            pairs.add(
                    "t.%s::text%sk.%s::text"
                            .formatted(
                                    Identifiers.quote(now.address().name()),
                                    operator,
                                    Identifiers.quote(kept.apply(column))));
        }
        return String.join(" AND ", pairs);
    }

    private static String exists(Returning one, String condition) {
        return "EXISTS (SELECT 1 FROM %s k WHERE %s)".formatted(one.place(), condition);
    }

    private static String negated(Stream<@Nullable String> conditions) {
        return conditions
                .filter(Objects::nonNull)
                .map(condition -> "NOT " + condition)
                .collect(Collectors.joining(" AND "));
    }
}
