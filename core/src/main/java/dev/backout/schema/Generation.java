package dev.backout.schema;

/// How a column's expression is used.
public enum Generation {
    /// Not generated; an expression is a plain default.
    NONE,
    /// GENERATED ALWAYS AS (...) STORED.
    STORED,
    /// GENERATED ALWAYS AS (...) VIRTUAL, from PostgreSQL 18.
    VIRTUAL;

    @Override
    public String toString() {
        return this == NONE ? "" : name().toLowerCase(java.util.Locale.ROOT);
    }
}
