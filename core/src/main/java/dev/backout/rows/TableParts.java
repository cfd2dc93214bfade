package dev.backout.rows;

import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table with what its rows have to observe.
///
/// @param table the table
/// @param columns its columns in physical order
/// @param foreignKeys what it refers to
/// @param keys columns of primary keys and unique constraints
/// @param allowed the values that a check lists, by column
record TableParts(
        Table table,
        List<Column> columns,
        List<ForeignKey> foreignKeys,
        Set<String> keys,
        Map<String, List<String>> allowed) {
    /// The parts of a unit, or null when its root is no table that takes rows.
    static @Nullable TableParts of(Unit unit) {
        Table table = null;
        List<Entry> columns = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        Map<String, List<String>> allowed = new HashMap<>();
        for (Entry entry : unit.entries()) {
            switch (entry.object()) {
                case Table root when root.foreign() == null -> table = root;
                case Column column -> columns.add(entry);
                case Constraint constraint -> {
                    ForeignKey foreignKey = ForeignKey.of(constraint);
                    if (foreignKey != null) {
                        foreignKeys.add(foreignKey);
                    } else if (constraint.type() != ConstraintType.CHECK) {
                        keys.addAll(constraint.columns());
                    } else if (constraint.columns().size() == 1) {
                        List<String> values = AllowedValues.of(constraint.definition());
                        if (!values.isEmpty()) {
                            allowed.put(constraint.columns().getFirst(), values);
                        }
                    }
                }
                default -> {}
            }
        }
        if (table == null) {
            return null;
        }
        for (Entry entry : unit.entries()) {
            if (entry.object() instanceof Index index && index.unique()) {
                columns.stream()
                        .map(column -> column.address().name())
                        .filter(index.definition()::contains)
                        .forEach(keys::add);
            }
        }
        columns.sort(Comparator.comparingInt(entry -> entry.id().sub()));
        return new TableParts(
                table,
                columns.stream().map(entry -> (Column) entry.object()).toList(),
                foreignKeys,
                keys,
                allowed);
    }

    /// Whether rows cannot leave a foreign key out.
    boolean requires(ForeignKey foreignKey) {
        return columns.stream()
                .filter(column -> foreignKey.columns().contains(column.address().name()))
                .allMatch(column -> column.notNull() != null);
    }

    /// The foreign key that a column is part of, or null.
    @Nullable ForeignKey foreignKey(String column) {
        for (ForeignKey foreignKey : foreignKeys) {
            if (foreignKey.columns().contains(column)) {
                return foreignKey;
            }
        }
        return null;
    }
}
