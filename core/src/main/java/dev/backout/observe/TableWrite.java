package dev.backout.observe;

import dev.backout.schema.Address;

import java.util.Set;
import java.util.TreeSet;

/// A table that was there before the migration and whose rows the migration writes, whether or not
/// a row of a scratch database matched.
///
/// @param table the table, by its name before the migration
/// @param operations what is done to its rows; empty when that could not be told
/// @param columns columns from before the migration that an UPDATE sets; generated ones and those
///   that the migration drops are left out
/// @param otherColumns whether an UPDATE also sets columns from before that could not be told
/// @param triggers the enabled triggers of the user that fire: what they do depends on the rows
/// @param line the line of the first statement that writes it, or 0 when unknown
public record TableWrite(
        Address table,
        Set<Operation> operations,
        Set<String> columns,
        boolean otherColumns,
        Set<String> triggers,
        int line) {
    /// Copies and sorts the sets.
    public TableWrite {
        operations = Set.copyOf(operations);
        columns = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        triggers = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(triggers));
    }

    /// Whether it is known what is done.
    public boolean told() {
        return !operations.isEmpty();
    }

    /// Whether this is done to its rows.
    public boolean does(Operation operation) {
        return operations.contains(operation);
    }
}
