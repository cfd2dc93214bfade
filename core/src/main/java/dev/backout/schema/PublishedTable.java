package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A table of a publication.
///
/// @param table the table
/// @param columns the columns, unquoted, sorted by name; empty when all are published
/// @param filter the row filter without its outer parentheses, or null
public record PublishedTable(Address table, List<String> columns, @Nullable String filter) {
    /// Copies the columns.
    public PublishedTable {
        columns = List.copyOf(columns);
    }

    @Override
    public String toString() {
        return table.text()
                + (columns.isEmpty() ? "" : " (" + Identifiers.list(columns) + ")")
                + (filter == null ? "" : " where " + filter);
    }
}
