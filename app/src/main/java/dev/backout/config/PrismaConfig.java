package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// What `prisma.config.ts` says, as far as it can be told without running it.
///
/// @param file the file
/// @param schema the schema file or folder, or null when it is not said
/// @param migrations the migrations directory, or null when it is not said
/// @param urls where the URL is, in the order in which the places are tried; empty when not said
/// @param seed the command that seeds a database, or null when it is not said
/// @param unclear the settings whose code is not understood, each as `migrations.path = code`
public record PrismaConfig(
        Path file,
        @Nullable Path schema,
        @Nullable Path migrations,
        List<UrlSource> urls,
        @Nullable String seed,
        List<String> unclear) {
    public PrismaConfig {
        urls = List.copyOf(urls);
        unclear = List.copyOf(unclear);
    }
}
