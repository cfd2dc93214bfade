package dev.backout.integration.pgdump;

import dev.backout.testkit.pgdump.PgDumps;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/// The pg_dump of this machine for tests, with a pg_restore beside it.
public final class Programs {
    private Programs() {}

    /// One for servers of this major version; the test is skipped, and counted, without.
    public static Path required(int major) {
        Path program = PgDumps.required(major).program();
        boolean both = Files.isExecutable(program.resolveSibling("pg_restore"));
        Assumptions.assumeTrue(
                both, "a dump is restored, and there is no pg_restore beside " + program);
        return program;
    }
}
