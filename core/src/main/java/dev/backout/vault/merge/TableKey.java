package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import java.util.List;
import java.util.Objects;

/// What tells the rows of a table apart.
public final class TableKey {
    private TableKey() {}

    /// The columns of the primary key, unquoted; none when there is none.
    public static List<String> of(Address table, Snapshot snapshot) {
        Entry root = snapshot.find(table);
        if (root == null) {
            return List.of();
        }
        return Objects.requireNonNull(snapshot.units().get(root.id())).entries().stream()
                .map(Entry::object)
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .filter(constraint -> constraint.type() == ConstraintType.PRIMARY_KEY)
                .map(Constraint::columns)
                .findFirst()
                .orElse(List.of());
    }

    /// A column of a table.
    public static Address column(Address table, String name) {
        return Address.of(ObjectKind.COLUMN, table.first(), table.name(), name);
    }
}
