package dev.backout.schema;

import org.jspecify.annotations.Nullable;

/// A column of a view or materialized view.
///
/// @param name the name, unquoted
/// @param type as format_type prints it
/// @param collation the collation when it is not the type's own, quoted, with its schema
/// @param defaultExpression the default that ALTER VIEW gave it, or null
/// @param options what ALTER MATERIALIZED VIEW ... ALTER COLUMN set: `storage=`, `compression=`,
///   `statistics=` and attribute options, sorted
/// @param standing its grants and comment
public record ViewColumn(
        String name,
        String type,
        @Nullable String collation,
        @Nullable String defaultExpression,
        java.util.List<String> options,
        Standing standing) {
    /// Copies the options.
    public ViewColumn {
        options = java.util.List.copyOf(options);
    }

    @Override
    public String toString() {
        return name
                + " "
                + type
                + (collation == null ? "" : " COLLATE " + collation)
                + (defaultExpression == null ? "" : " DEFAULT " + defaultExpression)
                + (options.isEmpty() ? "" : " " + options)
                + (standing.equals(Standing.NONE)
                        ? ""
                        : " " + new Attributes().standing(standing).map());
    }
}
