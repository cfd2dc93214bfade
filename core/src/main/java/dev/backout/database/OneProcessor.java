package dev.backout.database;

/// Settings for long reads and index builds that no lock waits for: they take one of the server's
/// processors and no parallel workers, which would take the others away from the application. Under
/// a strong lock the parallel ones are welcome, since everybody waits anyway.
public final class OneProcessor {
    /// For the rest of a transaction. Statements, without a semicolon at the end.
    public static final String LOCAL =
            """
            set local max_parallel_workers_per_gather = 0;
            set local max_parallel_maintenance_workers = 0\
            """;

    /// For the rest of a session.
    public static final String SESSION = LOCAL.replace("set local", "set");

    private OneProcessor() {}
}
