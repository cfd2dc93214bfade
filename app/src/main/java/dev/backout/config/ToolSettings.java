package dev.backout.config;

import dev.backout.platform.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What `backout.yaml` says of the migration tool.
///
/// @param tool its name, or null: it is found
/// @param platform the platform that the databases are on, or null: it follows from the tool, and
///   from each database that is connected to
/// @param nodePgMigrate what it says of node-pg-migrate
public record ToolSettings(
        @Nullable String tool, @Nullable Platform platform, OfNodePgMigrate nodePgMigrate) {
    static final ToolSettings NONE =
            new ToolSettings(
                    null,
                    null,
                    new OfNodePgMigrate(null, List.of(), null, null, null, null, null, null, null));

    /// Options of node-pg-migrate that go before those which the project's scripts give it, null or
    /// empty where it says nothing.
    ///
    /// @param table `--migrations-table`
    /// @param schemas `--schema`
    /// @param migrationsSchema `--migrations-schema`
    /// @param nameColumn the column with a migration's name
    /// @param timeColumn the column with the time
    /// @param checkOrder `--check-order`
    /// @param lock `--lock`
    /// @param ignorePattern `--ignore-pattern`
    /// @param timeLimit how long a migration that is not SQL is run, to learn what it sends
    record OfNodePgMigrate(
            @Nullable String table,
            List<String> schemas,
            @Nullable String migrationsSchema,
            @Nullable String nameColumn,
            @Nullable String timeColumn,
            @Nullable Boolean checkOrder,
            @Nullable Boolean lock,
            @Nullable String ignorePattern,
            @Nullable Duration timeLimit) {
        OfNodePgMigrate {
            schemas = List.copyOf(schemas);
        }
    }
}
