package dev.backout.plan;

import dev.backout.migration.HistoryAction;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A migration that a plan undoes, or settles when it had failed.
///
/// @param name what the history calls it
/// @param rowIds all its history rows
/// @param checksums every checksum under which the tool may try to apply it again: all are barred
/// @param history what becomes of the rows
/// @param forward how it would be applied again when a run is given up; null when its script is not
///   at hand, or is not what was applied
public record UndoneMigration(
        String name,
        List<String> rowIds,
        List<String> checksums,
        HistoryAction history,
        @Nullable Forward forward) {
    /// Without a way forward.
    public UndoneMigration(
            String name, List<String> rowIds, List<String> checksums, HistoryAction history) {
        this(name, rowIds, checksums, history, null);
    }

    /// One that had been applied: its rows go.
    public UndoneMigration(String name, List<String> rowIds, List<String> checksums) {
        this(name, rowIds, checksums, new HistoryAction.DeleteRows());
    }

    /// Copies the lists.
    public UndoneMigration {
        rowIds = List.copyOf(rowIds);
        checksums = List.copyOf(checksums);
    }

    /// With a way forward.
    UndoneMigration with(@Nullable Forward way) {
        return new UndoneMigration(name, rowIds, checksums, history, way);
    }
}
