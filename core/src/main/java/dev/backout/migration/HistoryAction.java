package dev.backout.migration;

import java.util.List;

/// What becomes of the history rows of one migration, in terms that its tool accepts.
public sealed interface HistoryAction {
    /// Every row of the name goes: for a migration that had succeeded. No mark on a finished row
    /// makes all versions of Prisma agree.
    record DeleteRows() implements HistoryAction {}

    /// Rows that failed are marked as taken back, the others stay: what `prisma migrate resolve
    /// --rolled-back` does. The tool will apply the migration again.
    record MarkRolledBack() implements HistoryAction {}

    /// Rows that failed are marked as taken back, and a finished row is added unless there is one:
    /// what `prisma migrate resolve --applied` does.
    ///
    /// @param checksum of the script that counts as applied
    record MarkApplied(String checksum) implements HistoryAction {}

    /// Whether the rows of the migration are what the action leaves.
    ///
    /// @param rows all rows of the name
    default boolean achieved(List<HistoryRow> rows) {
        List<HistoryRow.State> states = rows.stream().map(HistoryRow::state).toList();
        return switch (this) {
            case DeleteRows() -> states.isEmpty();
            case MarkRolledBack() -> !states.contains(HistoryRow.State.FAILED);
            case MarkApplied _ ->
                    !states.contains(HistoryRow.State.FAILED)
                            && states.contains(HistoryRow.State.APPLIED);
        };
    }

    /// How many of these rows are deleted or changed.
    ///
    /// @param rows all rows of the name
    default int affected(List<HistoryRow> rows) {
        return this instanceof DeleteRows
                ? rows.size()
                : (int) rows.stream().filter(r -> r.state() == HistoryRow.State.FAILED).count();
    }
}
