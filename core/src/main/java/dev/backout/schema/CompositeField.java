package dev.backout.schema;

import org.jspecify.annotations.Nullable;

/// An attribute of a composite type.
///
/// @param number the attribute number, which survives a rename; no part of equality
/// @param name the name, unquoted
/// @param type as format_type prints it
/// @param collation the collation when it is not the type's own, quoted, with its schema
/// @param comment the comment, or null
public record CompositeField(
        int number,
        String name,
        String type,
        @Nullable String collation,
        @Nullable String comment) {
    @Override
    public boolean equals(Object other) {
        return other instanceof CompositeField field
                && field.name.equals(name)
                && field.type.equals(type)
                && java.util.Objects.equals(field.collation, collation)
                && java.util.Objects.equals(field.comment, comment);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(name, type, collation, comment);
    }

    @Override
    public String toString() {
        return name
                + " "
                + type
                + (collation == null ? "" : " COLLATE " + collation)
                + (comment == null ? "" : " -- " + comment);
    }
}
