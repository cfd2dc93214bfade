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
import java.util.function.UnaryOperator;

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

    /// Whether a row finds what it refers to, as SQL.
    ///
    /// @param value the value of a column of the row, by the column's unquoted name
    static String found(Constraint key, UnaryOperator<String> value) {
        Address target = key.references();
        if (target == null) {
            return "true";
        }
        List<String> pairs = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String own = value.apply(key.columns().get(i));
            absent.add(own + " IS NULL");
            pairs.add(
                    "r.%s = %s".formatted(Identifiers.quote(key.referencedColumns().get(i)), own));
        }
        return "(%s OR EXISTS (SELECT 1 FROM %s r WHERE %s))"
                .formatted(
                        String.join(" OR ", absent),
                        Identifiers.dotted(target.path()),
                        String.join(" AND ", pairs));
    }
}
