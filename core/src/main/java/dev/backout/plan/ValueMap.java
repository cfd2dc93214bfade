package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What becomes of single values of a column that the shape which a way leads to cannot hold.
///
/// @param path table and column, or schema, table and column, unquoted
/// @param values each with what it becomes
public record ValueMap(List<String> path, List<Value> values) {
    /// Copies the lists.
    public ValueMap {
        path = List.copyOf(path);
        values = List.copyOf(values);
    }

    /// A value and what it becomes.
    ///
    /// @param from its text
    /// @param to the text of what it becomes; null for NULL
    public record Value(String from, @Nullable String to) {}
}
