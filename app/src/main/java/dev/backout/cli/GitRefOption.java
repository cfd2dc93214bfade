package dev.backout.cli;

import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.MigrationDirectory;
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

    /// The migrations, or null when there is no project or it has none: then what the database
    /// keeps has to do.
    @Nullable MigrationDirectory directory(Site site, @Nullable Configuration configuration) {
        if (configuration == null) {
            return null;
        }
        try {
            return site.tool().read(source(configuration));
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.MIGRATIONS_NOT_FOUND || given()) {
                throw e;
            }
            return null;
        }
    }

    /// Where the migrations are read.
    MigrationSource source(Configuration configuration) {
        return configuration.source(ref);
    }
}
