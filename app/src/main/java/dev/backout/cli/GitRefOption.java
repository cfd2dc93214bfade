package dev.backout.cli;

import dev.backout.config.Configuration;
import dev.backout.migration.MigrationSource;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// The option by which a command reads the migrations of another commit.
final class GitRefOption {
    @Option(
            names = "--git-ref",
            paramLabel = "REF",
            description = "read the migrations of that commit instead of those on disk")
    private @Nullable String ref;

    /// Whether it was given.
    boolean given() {
        return ref != null;
    }

    /// Where the migrations are read.
    MigrationSource source(Configuration configuration) {
        return configuration.source(ref);
    }
}
