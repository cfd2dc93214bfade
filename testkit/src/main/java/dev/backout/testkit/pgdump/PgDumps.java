package dev.backout.testkit.pgdump;

import org.junit.jupiter.api.Assumptions;

import java.util.concurrent.atomic.AtomicInteger;

/// For tests: a pg_dump, or the test is skipped with a line that counts the skips.
public final class PgDumps {
    private static final AtomicInteger SKIPPED = new AtomicInteger();

    private PgDumps() {}

    /// A pg_dump for servers of this major version.
    public static PgDump required(int serverMajor) {
        return switch (PgDumpFinder.find(serverMajor)) {
            case PgDumpSearch.Found(PgDump program) -> program;
            case PgDumpSearch.Missing(String reason) -> {
                String line =
                        "skipped without pg_dump, number %d: %s"
                                .formatted(SKIPPED.incrementAndGet(), reason);
                System.err.println(line);
                Assumptions.abort(line);
                throw new AssertionError(line);
            }
        };
    }
}
