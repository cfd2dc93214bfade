package dev.backout.scratch;

import java.nio.file.Path;

/// An unpacked or installed PostgreSQL.
///
/// @param bin the directory with `initdb` and `postgres`
/// @param version `18.6.0`, or what the installation says
/// @param origin for people: `embedded PostgreSQL 18.6`
record PostgresBinaries(Path bin, int major, String version, String origin) {
    Path initdb() {
        return bin.resolve("initdb");
    }

    Path postgres() {
        return bin.resolve("postgres");
    }
}
