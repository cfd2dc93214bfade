package dev.backout.migration;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// One migration, history against directory.
///
/// @param name the migration
/// @param state what the tool makes of its rows
/// @param migration what the directory has, or null when it is missing on disk
/// @param edited whether the script is another one than the one that was applied
/// @param rows all its rows, oldest first
/// @param notes what is odd, one sentence each
public record MigrationStatus(
        String name,
        State state,
        @Nullable Migration migration,
        boolean edited,
        List<HistoryRow> rows,
        List<String> notes) {
    /// What the tool would say.
    public enum State {
        APPLIED,
        FAILED,
        ROLLED_BACK,
        PENDING;

        /// As it stands in output.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public MigrationStatus {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// Whether the history knows it and the directory does not.
    public boolean missingOnDisk() {
        return migration == null;
    }
}
