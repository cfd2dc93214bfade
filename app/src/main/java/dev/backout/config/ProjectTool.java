package dev.backout.config;

import dev.backout.migration.nodepgmigrate.NodePgSettings;

import org.jspecify.annotations.Nullable;

/// The migration tool of a project, with what the project says of it.
public sealed interface ProjectTool {
    /// What people write behind `--tool`.
    String PRISMA = "prisma";

    /// What people write behind `--tool`.
    String NODE_PG_MIGRATE = "node-pg-migrate";

    /// What people write behind `--tool`.
    String SUPABASE = "supabase";

    /// Prisma Migrate; its schema and configuration are the project's.
    record OfPrisma() implements ProjectTool {}

    /// node-pg-migrate.
    ///
    /// @param settings its options, as the project gives them
    /// @param url where it takes the database's URL from
    record OfNodePgMigrate(NodePgSettings settings, UrlSource url) implements ProjectTool {}

    /// Supabase's command line.
    ///
    /// @param major the major version of the database, as `config.toml` says, or null
    record OfSupabase(@Nullable Integer major) implements ProjectTool {}
}
