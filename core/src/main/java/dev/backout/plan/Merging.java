package dev.backout.plan;

/// How what comes back and what is live become one, where the laws leave a choice.
///
/// @param preferKept whether a value that was destroyed wins over one that was written anew since:
///   the later one is set aside then
/// @param bulkAbove the plain indexes of a table to which more values return are dropped meanwhile
///   and built anew: keeping them up row by row takes many times as long
public record Merging(boolean preferKept, long bulkAbove) {
    private static final long MANY = 200_000;

    /// Later writes win.
    public static final Merging USUAL = new Merging(false);

    /// With the usual limit.
    ///
    /// @param preferKept as above
    public Merging(boolean preferKept) {
        this(preferKept, MANY);
    }
}
