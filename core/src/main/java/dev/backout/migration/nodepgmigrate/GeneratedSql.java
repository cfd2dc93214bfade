package dev.backout.migration.nodepgmigrate;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.migration.GeneratedFile;
import dev.backout.migration.Migration;
import dev.backout.sql.SeparateMessages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// SQL files with both markers.
final class GeneratedSql {
    private static final String UP = "-- Up Migration";
    private static final String DOWN = "-- Down Migration";
    private static final int LABEL_LIMIT = 200;

    private GeneratedSql() {}

    /// The file of the migration itself, with its way back behind the marker.
    static GeneratedFile rollback(Migration migration, String inverse) {
        Path file = Path.of(migration.script().path());
        if (!file.toString().endsWith(".sql")) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "%s is no SQL file: a way back cannot be written into it"
                            .formatted(file.getFileName()),
                    "nothing was written; --stdout prints it for pgm.sql() in its down,"
                            + " --as-migration writes a new migration that reverts it");
        }
        String text = text(file);
        SqlParts parts = SqlParts.of(text);
        int start = SqlParts.downStart(text);
        String part = DOWN + "\n\n" + inverse;
        if (start < 0) {
            String up = parts.upMarked() ? text : UP + "\n\n" + text;
            return new GeneratedFile(file, up.stripTrailing() + "\n\n" + part, true);
        }
        int up = text.indexOf(parts.up().strip());
        boolean last = up < start;
        String kept = last ? text.substring(0, start) : text.substring(up);
        boolean empty = parts.down() == null || comments(parts.down());
        String whole =
                last ? kept.stripTrailing() + "\n\n" + part : part.stripTrailing() + "\n\n" + kept;
        return new GeneratedFile(file, whole, empty);
    }

    /// A new migration whose up is the inverse and whose down is the migration.
    static GeneratedFile revert(Path folder, Migration migration, String inverse, Instant now) {
        String script = migration.script().text();
        String down =
                SeparateMessages.in(script)
                        ? "-- none: %s runs outside of a transaction, as no SQL file can\n"
                                .formatted(migration.name())
                        : withoutMarker(script);
        return GeneratedFile.whole(
                folder.resolve(newName(migration.name(), now) + ".sql"),
                UP + "\n\n" + inverse + "\n" + DOWN + "\n\n" + down);
    }

    /// The tool's own form: milliseconds, and words joined by dashes.
    private static String newName(String migration, Instant now) {
        String rest = migration.replaceFirst("^\\d+[_-]?", "");
        String label = ("revert " + (rest.isEmpty() ? migration : rest)).toLowerCase(Locale.ROOT);
        String words = label.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return now.toEpochMilli() + "_" + words.substring(0, Math.min(words.length(), LABEL_LIMIT));
    }

    private static String withoutMarker(String script) {
        String bare = script.strip();
        if (SqlParts.of(bare).upMarked()) {
            int end = bare.indexOf('\n');
            bare = end < 0 ? "" : bare.substring(end + 1);
        }
        return bare.strip() + "\n";
    }

    private static boolean comments(String down) {
        return dev.backout.observe.MigrationScript.of(down).statements().isEmpty();
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "%s cannot be read: %s".formatted(file, FileTrouble.text(e)),
                    List.of("nothing was written; --stdout prints it"),
                    e);
        }
    }
}
