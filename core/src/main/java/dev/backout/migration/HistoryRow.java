package dev.backout.migration;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/// One row of a migration tool's history.
///
/// @param id the row's key as text
/// @param name the migration
/// @param checksum what the script's checksum was, or null when the tool keeps none
/// @param startedAt when the tool began, or null when the row does not say
/// @param finishedAt when it was done, or null when it did not get there
/// @param rolledBackAt when a person declared it undone, or null
/// @param steps how many steps the tool counted; Prisma: 1 when it ran, 0 when it was resolved
/// @param logs what the tool wrote about a failure, or null
/// @param json the whole row as the server prints it, columns included that nobody knows here
public record HistoryRow(
        String id,
        String name,
        @Nullable String checksum,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant rolledBackAt,
        int steps,
        @Nullable String logs,
        String json) {
    /// What one row says. A name can have several rows; see [MigrationStatus].
    public enum State {
        /// Finished and not taken back.
        APPLIED,
        /// Begun, neither finished nor taken back: it failed, or it runs at this moment.
        FAILED,
        /// A person resolved it as rolled back.
        ROLLED_BACK;

        /// As it stands in output.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// Prisma's own reading of the three times.
    public State state() {
        if (rolledBackAt != null) {
            return State.ROLLED_BACK;
        }
        return finishedAt != null ? State.APPLIED : State.FAILED;
    }
}
