package dev.backout.backup;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

/// What a person says to `--backup`.
public sealed interface BackupChoice {
    /// Nothing was said: [BackupDecision] decides.
    record Decide() implements BackupChoice {}

    /// `pg_dump`: a dump of the whole database.
    record Whole() implements BackupChoice {}

    /// `tables`: a dump with the rows of the touched tables alone.
    record Tables() implements BackupChoice {}

    /// `snapshot:COMMAND`: a command takes one.
    record Snapshot(String command) implements BackupChoice {}

    /// `reference:NAME`: somebody else keeps one.
    record Reference(String name) implements BackupChoice {}

    /// `none:REASON`.
    record None(String reason) implements BackupChoice {}

    /// The forms, for help and for messages.
    String FORMS = "pg_dump, tables, snapshot:COMMAND, reference:NAME or none:REASON";

    /// Reads what was typed.
    ///
    /// @throws BackoutException `usage`
    static BackupChoice parse(String text) {
        int colon = text.indexOf(':');
        String word = (colon < 0 ? text : text.substring(0, colon)).strip();
        String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
        boolean bare = word.equals("pg_dump") || word.equals("tables");
        if (bare && colon >= 0) {
            throw usage("--backup %s takes nothing behind it".formatted(word));
        }
        return switch (word) {
            case "pg_dump" -> new Whole();
            case "tables" -> new Tables();
            case "snapshot" -> new Snapshot(filled(rest, "--backup snapshot: lacks the command"));
            case "reference" -> new Reference(filled(rest, "--backup reference: lacks the name"));
            case "none" -> new None(filled(rest, "a run without a backup needs a reason"));
            default -> throw usage("--backup is " + FORMS);
        };
    }

    private static String filled(String text, String message) {
        if (text.isEmpty()) {
            throw usage(message);
        }
        return text;
    }

    private static BackoutException usage(String message) {
        return BackoutException.of(
                ErrorCode.USAGE, message, "for example --backup 'none:the nightly is an hour old'");
    }
}
