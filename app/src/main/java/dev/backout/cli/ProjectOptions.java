package dev.backout.cli;

import dev.backout.config.Choices;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// The options by which every command finds project and database.
final class ProjectOptions {
    @Option(
            names = "--schema",
            paramLabel = "PATH",
            description = "the Prisma schema, a file or a folder; found by itself otherwise")
    private @Nullable Path schema;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "the migrations directory; found by itself otherwise")
    private @Nullable Path migrations;

    @Option(
            names = "--tool",
            paramLabel = "NAME",
            description =
                    "the migration tool, prisma, node-pg-migrate or supabase; found by itself"
                            + " otherwise")
    private @Nullable String tool;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the backout.yaml to use; found by itself otherwise")
    private @Nullable Path settings;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description =
                    "the environment of backout.yaml; production when none names the database")
    private @Nullable String environmentName;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the database, as Prisma takes it; DATABASE_URL otherwise")
    private @Nullable String url;

    /// What was chosen, for a process that runs in `shell`.
    Choices choices(Shell shell) {
        Path folder = shell.directory();
        return new Choices(
                folder,
                shell.environment(),
                resolved(folder, schema),
                resolved(folder, migrations),
                url,
                environmentName,
                resolved(folder, settings),
                tool);
    }

    private static @Nullable Path resolved(Path folder, @Nullable Path path) {
        return path == null ? null : folder.resolve(path).normalize();
    }
}
