package dev.backout.scratch;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// What kind of scratch server is wanted.
public sealed interface ScratchRequest {
    /// The embedded PostgreSQL of a major version.
    record Embedded(int major) implements ScratchRequest {}

    /// Binaries that are installed on this machine.
    ///
    /// @param bin the directory that holds `initdb` and `postgres`
    record LocalBinaries(Path bin) implements ScratchRequest {}

    /// A running server. The user needs CREATEDB and CREATEROLE there, or is a superuser.
    ///
    /// @param jdbcUrl `jdbc:postgresql://host:port/database?...` without user and password
    record Given(String jdbcUrl, String user, String password) implements ScratchRequest {
        @Override
        public String toString() {
            return "Given[" + jdbcUrl + ", " + user + "]";
        }
    }

    /// The best that fits a target: embedded of its major, else local binaries of its major, else
    /// the given server.
    ///
    /// @param fallback the server to use when this machine has no binaries of that major
    record Matching(int major, @Nullable Given fallback) implements ScratchRequest {}
}
