package dev.backout.integration.pgdump;

import java.nio.file.Files;
import java.nio.file.Path;

/// A pg_dump of this machine, with the pg_restore beside it.
///
/// @param program the pg_dump
/// @param major the newest server that it dumps
/// @param version as it says: `15.14 (Debian 15.14-0+deb12u1)`
record PgTool(Path program, int major, String version) {
    /// What a journal calls it.
    String text() {
        return "pg_dump " + version;
    }

    /// The pg_restore of the same installation.
    Path restore() {
        return program.resolveSibling("pg_restore");
    }

    /// Whether it can check what it dumps.
    boolean whole() {
        return Files.isExecutable(restore());
    }
}
