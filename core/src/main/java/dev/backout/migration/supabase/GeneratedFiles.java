package dev.backout.migration.supabase;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.migration.GeneratedFile;
import dev.backout.migration.Migration;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Where ways back go: into a folder that the tool passes over, or into a migration of their own.
final class GeneratedFiles {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final int LABEL_LIMIT = 150;

    private GeneratedFiles() {}

    static GeneratedFile rollback(Path folder, Migration migration, String inverse) {
        return GeneratedFile.whole(
                folder.resolve(DirectoryReader.ROLLBACKS).resolve(migration.name() + ".sql"),
                inverse);
    }

    static GeneratedFile revert(Path folder, Migration migration, String inverse, Instant now) {
        Version version = Version.of(migration.name());
        String label = version == null ? migration.name() : version.label();
        String words = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String trimmed = words.replaceAll("^_|_$", "");
        LocalDateTime moment = moment(folder, now.atOffset(ZoneOffset.UTC).toLocalDateTime());
        String name =
                "%s_rollback_%s_%s.sql"
                        .formatted(
                                STAMP.format(moment),
                                DAY.format(now.atOffset(ZoneOffset.UTC)),
                                trimmed.substring(0, Math.min(trimmed.length(), LABEL_LIMIT)));
        return GeneratedFile.whole(folder.resolve(name), inverse);
    }

    /// Now, or a second after a file that is dated later: the new one has to come last.
    private static LocalDateTime moment(Path folder, LocalDateTime now) {
        LocalDateTime last = last(folder);
        return last == null || last.isBefore(now) ? now : last.plusSeconds(1);
    }

    private static @Nullable LocalDateTime last(Path folder) {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> Version.ofFile(entry.getFileName().toString()))
                    .filter(Objects::nonNull)
                    .map(GeneratedFiles::dated)
                    .filter(Objects::nonNull)
                    .max(LocalDateTime::compareTo)
                    .orElse(null);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "%s cannot be read: %s".formatted(folder, FileTrouble.text(e)),
                    List.of("nothing was written; --stdout prints it"),
                    e);
        }
    }

    private static @Nullable LocalDateTime dated(Version version) {
        try {
            return LocalDateTime.parse(version.digits(), STAMP);
        } catch (DateTimeParseException e) {
            // Numbered by hand: 001, 002.
            return null;
        }
    }
}
