package dev.backout.plan;

import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationTool;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A migration with a row in the history that is neither finished nor taken back; or one without
/// any row, of a tool that writes none of a failure, that may have stopped half-way.
///
/// @param name what the history calls it
/// @param rows all its rows, oldest first
/// @param row the one that failed last
/// @param migration what the directory has of that name, or null
/// @param edited whether that is another script than the one that failed
record FailedMigration(
        String name,
        List<HistoryRow> rows,
        HistoryRow row,
        @Nullable Migration migration,
        boolean edited) {
    FailedMigration {
        rows = List.copyOf(rows);
    }

    /// @param rows all rows of the name, one of them failed
    static FailedMigration of(
            String name, List<HistoryRow> rows, @Nullable Migration migration, MigrationTool tool) {
        HistoryRow failed =
                rows.reversed().stream()
                        .filter(row -> row.state() == HistoryRow.State.FAILED)
                        .findFirst()
                        .orElseThrow();
        String checksum = failed.checksum();
        boolean edited =
                migration != null
                        && checksum != null
                        && !tool.matches(migration.script(), checksum);
        return new FailedMigration(name, rows, failed, migration, edited);
    }

    /// One that the tool runs outside of a transaction, and of which it leaves no row when it
    /// fails.
    static FailedMigration unrecorded(Migration migration) {
        HistoryRow none =
                new HistoryRow("", migration.name(), null, null, null, null, 0, null, "{}");
        return new FailedMigration(migration.name(), List.of(), none, migration, false);
    }

    /// Whether the history has a row of it.
    boolean recorded() {
        return !rows.isEmpty();
    }

    /// As a plan tells of it.
    ///
    /// @param barred whether the script must not be applied again
    UndoneMigration settled(MigrationTool tool, HistoryAction action, boolean barred) {
        return new UndoneMigration(
                name,
                rows.stream().map(HistoryRow::id).toList(),
                barred ? checksums(tool) : List.of(),
                action);
    }

    /// What becomes of the rows when it is undone. One that also counts as applied is forgotten
    /// whole, or the tool would take it for applied.
    HistoryAction undoneAction() {
        return rows.stream().anyMatch(one -> one.state() == HistoryRow.State.APPLIED)
                ? new HistoryAction.DeleteRows()
                : new HistoryAction.MarkRolledBack();
    }

    /// The checksum that counts as applied: the file's, as Prisma writes it too.
    String appliedChecksum() {
        String recorded = row.checksum();
        return migration != null && (edited || recorded == null)
                ? migration.checksum()
                : recorded == null ? "" : recorded;
    }

    private List<String> checksums(MigrationTool tool) {
        Set<String> checksums = new LinkedHashSet<>();
        if (row.checksum() != null) {
            checksums.add(row.checksum());
        }
        if (migration != null && !edited) {
            checksums.addAll(tool.checksums(migration.script()));
        }
        return List.copyOf(checksums);
    }
}
