package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What rows that return refer to: it may have been deleted since, and then they cannot return.
///
/// @param before the schema that they return into
record References(Snapshot before) {
    /// The foreign keys of a table, but for those to itself: its rows return together.
    ///
    /// @param table as it was before the migration
    List<Constraint> of(Address table) {
        Entry root = before.find(table);
        if (root == null) {
            return List.of();
        }
        return Objects.requireNonNull(before.units().get(root.id())).entries().stream()
                .map(Entry::object)
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .filter(key -> key.type() == ConstraintType.FOREIGN_KEY && !key.inherited())
                .filter(key -> key.enforced() && !table.equals(key.references()))
                .toList();
    }

    /// The columns of a table by which its rows are bound otherwise than by these foreign keys: by
    /// others, or by what refers to them.
    static Set<String> bound(Address table, Snapshot before, List<Constraint> settled) {
        return before.entries().stream()
                .map(Entry::object)
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .filter(key -> key.type() == ConstraintType.FOREIGN_KEY && key.enforced())
                .filter(key -> !settled.contains(key))
                .flatMap(key -> {
                    Stream<String> own =
                            key.address().table().equals(table)
                                    ? key.columns().stream()
                                    : Stream.of();
                    Stream<String> referred =
                            table.equals(key.references())
                                    ? key.referencedColumns().stream()
                                    : Stream.of();
                    return Stream.concat(own, referred);
                })
                .collect(Collectors.toSet());
    }

    /// Whether a row finds what it refers to, as SQL.
    ///
    /// @param value the value of a column of the row, by the column's unquoted name
    static String found(Constraint key, UnaryOperator<String> value) {
        Address target = key.references();
        return target == null
                ? "true"
                : "(%s OR EXISTS (%s))"
                        .formatted(absent(key, value, "%s IS NULL", " OR "), target(key, value));
    }

    /// Whether a row refers to what is not there, as SQL that the server can plan as a join: of
    /// [#found] with a NOT before it, it cannot.
    static String missing(Constraint key, UnaryOperator<String> value) {
        Address target = key.references();
        return target == null
                ? "false"
                : "%s AND NOT EXISTS (%s)"
                        .formatted(
                                absent(key, value, "%s IS NOT NULL", " AND "), target(key, value));
    }

    private static String absent(
            Constraint key, UnaryOperator<String> value, String test, String between) {
        return key.columns().stream()
                .map(column -> test.formatted(value.apply(column)))
                .collect(Collectors.joining(between));
    }

    private static String target(Constraint key, UnaryOperator<String> value) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            pairs.add(
                    "r.%s = %s"
                            .formatted(
                                    Identifiers.quote(key.referencedColumns().get(i)),
                                    value.apply(key.columns().get(i))));
        }
        return "SELECT 1 FROM %s r WHERE %s"
                .formatted(
                        Identifiers.dotted(Objects.requireNonNull(key.references()).path()),
                        String.join(" AND ", pairs));
    }
}
