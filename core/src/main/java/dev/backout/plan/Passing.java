package dev.backout.plan;

/// Which values of a column are not in the way when its type is converted back. Conditions about
/// the live row `t`, as SQL.
///
/// @param unconverted the rows whose value is not one that the conversion made of a kept one; an
///   empty text when that are all
/// @param written the rows whose value the migration wrote after the conversion, and that get what
///   was there before it; an empty text when there are none
record Passing(String unconverted, String written) {
    /// Whether there may be values that the migration wrote.
    boolean any() {
        return !written.isEmpty();
    }

    /// The rows whose value stays; an empty text when all do.
    String staying() {
        return LeavingRows.both(unconverted, any() ? "NOT " + written : "");
    }

    /// The rows whose value is one that the migration wrote.
    String leaving() {
        return LeavingRows.both(unconverted, written);
    }
}
