package dev.backout.testkit.corpus;

import dev.backout.migration.Migration;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.Script;
import dev.backout.migration.supabase.Supabase;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A migration of a history.
///
/// @param down what a person wrote beside it (`down.sql` or `rollback.sql`)
public record HistoryFile(String name, String sql, @Nullable String down) {

    /// Every migration of a directory of Supabase, as its tool reads it.
    static List<HistoryFile> ofSupabase(Path migrations) {
        return Supabase.bare().read(new MigrationSource.OnDisk(migrations)).migrations().stream()
                .map(HistoryFile::of)
                .toList();
    }

    private static HistoryFile of(Migration migration) {
        Script down = migration.down();
        return new HistoryFile(
                migration.name(), migration.script().text(), down == null ? null : down.text());
    }

    /// Every migration of a directory in Prisma's layout, in the order of names.
    public static List<HistoryFile> in(Path migrations) {
        try (Stream<Path> directories = Files.list(migrations)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("migration.sql")))
                    .sorted()
                    .map(HistoryFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HistoryFile read(Path directory) {
        String down = text(directory.resolve("down.sql"));
        return new HistoryFile(
                String.valueOf(directory.getFileName()),
                String.valueOf(text(directory.resolve("migration.sql"))),
                down == null ? text(directory.resolve("rollback.sql")) : down);
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
