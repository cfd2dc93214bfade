package dev.backout.status;

import dev.backout.error.Printable;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationStatus;

import java.util.List;

/// A migration that failed, or runs at this moment: what the tool wrote down, and the way on.
final class FailedRow {
    private static final int WIDEST = 160;

    private FailedRow() {}

    /// The line of the tool's log that names the error, if it kept any. A log may have megabytes.
    static List<String> error(MigrationStatus status) {
        for (HistoryRow row : status.rows().reversed()) {
            String logs = row.logs();
            if (row.state() == HistoryRow.State.FAILED && logs != null && !logs.isBlank()) {
                String line =
                        logs.lines()
                                .map(String::strip)
                                .filter(text -> text.startsWith("ERROR:"))
                                .findFirst()
                                .orElseGet(() -> logs.strip().lines().findFirst().orElse(""));
                return List.of(
                        Printable.line(
                                line.length() <= WIDEST
                                        ? line
                                        : line.substring(0, WIDEST) + "..."));
            }
        }
        return List.of();
    }

    /// What to do about it.
    static List<String> next(String name) {
        String shown = Printable.line(name);
        return List.of(
                "next: %s failed, or runs at this moment; deploys stop at it"
                        .formatted(shown.isBlank() ? "a migration without a name" : shown),
                "      a file without COMMIT of its own left nothing; then this clears the"
                    + " history:",
                "      npx prisma migrate resolve --rolled-back " + shown);
    }
}
