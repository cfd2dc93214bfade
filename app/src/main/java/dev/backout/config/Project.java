package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// A project of a migration tool, as found.
///
/// @param root the folder that the tool would be started in
/// @param schema Prisma's schema file or folder, or null when there is none
/// @param migrations the migrations directory, whether or not it exists on disk
/// @param config what `prisma.config.ts` says, or null when there is none
/// @param datasource the schema's datasource, or null
/// @param found what was found and why, one line each, for people
/// @param tool the migration tool
public record Project(
        Path root,
        @Nullable Path schema,
        Path migrations,
        @Nullable PrismaConfig config,
        @Nullable Datasource datasource,
        List<String> found,
        ProjectTool tool) {
    public Project {
        found = List.copyOf(found);
    }

    /// The folder from which certificate paths of a URL are taken, as Prisma does.
    public Path schemaFolder() {
        if (datasource != null) {
            Path parent = datasource.file().getParent();
            return parent == null ? root : parent;
        }
        return root;
    }

    /// Where the URL is said to be: the configuration goes before the schema, in it the direct URL
    /// before the pooled one. Empty when the project says nothing.
    List<UrlSource> urls() {
        if (tool instanceof ProjectTool.OfNodePgMigrate nodePg) {
            return List.of(nodePg.url());
        }
        if (config != null && !config.urls().isEmpty()) {
            return config.urls();
        }
        if (datasource == null) {
            return List.of();
        }
        UrlSource direct = datasource.directUrl();
        UrlSource url = datasource.url();
        if (direct == null) {
            return url == null ? List.of() : List.of(url);
        }
        return url == null ? List.of(direct) : List.of(direct, url);
    }

    /// The `.env` files that belong to it, the nearest first.
    List<Path> dotEnvFiles() {
        return List.of(
                root.resolve(".env"),
                schemaFolder().resolve(".env"),
                root.resolve("prisma").resolve(".env"));
    }
}
