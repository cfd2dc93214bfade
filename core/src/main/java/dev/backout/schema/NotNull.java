package dev.backout.schema;

import org.jspecify.annotations.Nullable;

/// A column's NOT NULL constraint.
///
/// @param name the constraint's name when it is another than PostgreSQL 18 would choose
///   (`table_column_not_null`); null before PostgreSQL 18, where it has none
/// @param validated false for a NOT VALID one (PostgreSQL 18 and later)
/// @param noInherit whether children need not have it
/// @param comment its comment, or null
public record NotNull(
        @Nullable String name, boolean validated, boolean noInherit, @Nullable String comment) {
    /// What every version before PostgreSQL 18 has.
    public static final NotNull PLAIN = new NotNull(null, true, false, null);

    @Override
    public String toString() {
        return "yes"
                + (name == null ? "" : " " + name)
                + (validated ? "" : " not valid")
                + (noInherit ? " no inherit" : "")
                + (comment == null ? "" : " -- " + comment);
    }
}
