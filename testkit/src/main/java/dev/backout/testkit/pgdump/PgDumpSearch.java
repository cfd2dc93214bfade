package dev.backout.testkit.pgdump;

/// What looking for a usable pg_dump ended with.
public sealed interface PgDumpSearch {

    /// One that is at least as new as the server.
    record Found(PgDump program) implements PgDumpSearch {}

    /// None, and why; tests that need one are skipped with this reason.
    record Missing(String reason) implements PgDumpSearch {}
}
