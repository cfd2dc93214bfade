package dev.backout.deploy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a history leaves to be done. Pure.
///
/// As the tool has it: a migration is pending when none of its rows is finished and not taken back,
/// wherever it stands among the others. What is applied and missing on disk, or edited since, does
/// not matter.
///
/// @param history what the database says
/// @param migrations what is pending, in the tool's order
public record Pending(History history, List<Migration> migrations) {
    /// Copies the list.
    public Pending {
        migrations = List.copyOf(migrations);
    }

    static Pending of(History history, MigrationDirectory directory) {
        Set<String> applied = new HashSet<>(history.applied());
        return new Pending(
                history,
                directory.migrations().stream()
                        .filter(migration -> !applied.contains(migration.name()))
                        .toList());
    }

    /// The rows of migrations that began and did not end, oldest first.
    public List<HistoryRow> failed() {
        return history.rows().stream()
                .filter(row -> row.state() == HistoryRow.State.FAILED)
                .toList();
    }

    /// Whether there is nothing to do, and nothing in the way.
    public boolean nothing() {
        return migrations.isEmpty() && failed().isEmpty();
    }

    /// Refuses a directory at which the tool stops.
    ///
    /// @throws BackoutException `migrations-not-found`
    static void insistOnSound(MigrationDirectory directory) {
        for (DirectoryProblem problem : directory.problems()) {
            if (problem.kind().stopsTheTool()) {
                throw BackoutException.of(
                        ErrorCode.MIGRATIONS_NOT_FOUND,
                        problem.message(),
                        "nothing was executed; mend the directory and deploy again");
            }
        }
    }
}
