package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;

import java.util.stream.Stream;

/// Where NULL can stand in a column for a while: in one of its own table alone, which is no key and
/// which nobody follows. Pure.
///
/// @param schema with the column
public record Vacancy(Snapshot schema) {
    /// Whether it can.
    public boolean in(Column column) {
        Address table = column.address().table();
        return column.identity() == null
                && column.generation() == Generation.NONE
                && isAlone(table)
                && objects(Constraint.class)
                        .noneMatch(key -> isOf(key, table, column.address().name()));
    }

    private boolean isAlone(Address table) {
        Entry root = schema.find(table);
        return root != null
                && root.object() instanceof Table found
                && found.partitionKey() == null
                && found.partitionOf() == null
                && found.inherits().isEmpty()
                && objects(Table.class).noneMatch(other -> other.inherits().contains(table));
    }

    private static boolean isOf(Constraint key, Address table, String column) {
        return key.type() == ConstraintType.PRIMARY_KEY
                        && key.address().table().equals(table)
                        && key.columns().contains(column)
                || table.equals(key.references()) && key.referencedColumns().contains(column);
    }

    private <T extends DbObject> Stream<T> objects(Class<T> kind) {
        return schema.entries().stream()
                .map(Entry::object)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
