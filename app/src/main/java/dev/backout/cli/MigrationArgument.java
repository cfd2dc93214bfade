package dev.backout.cli;

import dev.backout.config.Suggestion;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;

/// A migration that somebody named on the command line.
final class MigrationArgument {
    private MigrationArgument() {}

    /// The migration of a directory.
    ///
    /// @throws BackoutException `migration-unknown`, with the nearest name
    static Migration named(MigrationDirectory directory, String name) {
        Migration migration = directory.named(name);
        if (migration != null) {
            return migration;
        }
        String nearest =
                Suggestion.nearest(
                        name, directory.migrations().stream().map(Migration::name).toList());
        throw BackoutException.of(
                ErrorCode.MIGRATION_UNKNOWN,
                "there is no migration %s in %s".formatted(name, directory.location()),
                nearest == null ? "backout status lists them" : "did you mean " + nearest + "?");
    }
}
