package dev.backout.catalog;

/// The schema of a scratch database that holds Backout's own functions. No snapshot tells of it: it
/// is none of the user's objects.
public final class OwnSchema {
    /// Its name, unquoted.
    public static final String SCRATCH = "backout_scratch";

    private OwnSchema() {}
}
