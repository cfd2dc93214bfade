package dev.backout.config;

import dev.backout.migration.supabase.Supabase;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder with a project of Supabase's command line in it.
///
/// @param root the folder around `supabase/`
/// @param why what it was found by
record SupabaseCandidate(Path root, String why) implements ToolCandidate {
    private static final String FOLDER = "supabase";
    private static final String CONFIG = "config.toml";

    /// What the folder is, or null when there are no migrations of Supabase in it: many projects
    /// have a `supabase/` for its functions alone.
    static @Nullable SupabaseCandidate of(Path root) {
        SupabaseCandidate named = named(root);
        return hasMigrations(named.migrations())
                ? new SupabaseCandidate(root, "supabase/migrations")
                : null;
    }

    /// A folder with a configuration of Supabase, whether or not there are migrations yet; null
    /// when there is none.
    static @Nullable SupabaseCandidate configured(Path root) {
        return Files.isRegularFile(root.resolve(FOLDER).resolve(CONFIG))
                ? new SupabaseCandidate(root, "supabase/config.toml")
                : null;
    }

    /// The project around a directory that is one of Supabase's by its place; null for another.
    static @Nullable SupabaseCandidate around(Path directory) {
        Path parent = directory.getParent();
        boolean itself = directory.endsWith(FOLDER);
        if (parent == null || !(itself || directory.endsWith(FOLDER + "/migrations"))) {
            return null;
        }
        Path root = itself ? parent : parent.getParent();
        return root == null || !hasMigrations(named(root).migrations())
                ? null
                : new SupabaseCandidate(root, "supabase/migrations");
    }

    /// A folder that somebody names, whatever is in it.
    static SupabaseCandidate named(Path root) {
        return new SupabaseCandidate(root, "named");
    }

    @Override
    public Path migrations() {
        return root.resolve(FOLDER).resolve("migrations");
    }

    /// The project's configuration, whether or not there is one.
    Path config() {
        return root.resolve(FOLDER).resolve(CONFIG);
    }

    private static boolean hasMigrations(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var entries = Files.list(directory)) {
            return entries.anyMatch(one -> Supabase.isMigration(one.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
