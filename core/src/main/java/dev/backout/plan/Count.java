package dev.backout.plan;

/// A number from the live database.
///
/// @param value how many; -1 when nobody can tell
/// @param exact false for an estimate
record Count(long value, boolean exact) {
    static final Count UNKNOWN = new Count(-1, false);

    /// Whether it is certain that there is none.
    boolean none() {
        return exact && value == 0;
    }
}
