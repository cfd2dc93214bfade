package dev.backout.schema;

/// What CREATE made a routine.
public enum RoutineKind {
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    WINDOW;

    /// The word that DROP and ALTER want; a window function is a FUNCTION there.
    public String sql() {
        return this == WINDOW ? "FUNCTION" : name();
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
