package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Expectation;
import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.records.RecordSchema;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a database is what a run had to make of it: the step of a run that verifies and whoever
/// looks later ask the same. Immutable.
///
/// @param plan what was carried out
/// @param tool whose history it is about
/// @param records where the bars are kept
/// @param end what the run came to
public record Verification(Plan plan, MigrationTool tool, RecordSchema records, End end) {
    /// Where a run can end.
    public enum End {
        /// Everything is done: the migration is backed out.
        DONE,
        /// It was given up, and everything is as it was before.
        GIVEN_UP
    }

    /// What was found.
    public sealed interface Result {
        /// It is as it has to be.
        record Same() implements Result {}

        /// It is not.
        ///
        /// @param lines what is different, never empty
        record Different(List<String> lines) implements Result {
            /// Copies the list.
            public Different {
                lines = List.copyOf(lines);
            }
        }
    }

    /// What the touched objects have to look like.
    public List<Expectation> expected() {
        return switch (end) {
            case DONE -> plan.after();
            // What lay in the vault is there again, and nobody's business.
            case GIVEN_UP -> plan.before().stream().filter(one -> !isRecord(one)).toList();
        };
    }

    private boolean isRecord(Expectation one) {
        return one.address().first().equals(records.name()) || RecordSchema.isHidden(one.address());
    }

    /// The touched objects, and what else is in the tables, types and routines that hold them.
    ///
    /// @param live the whole schema as it is now
    public Result schema(Snapshot live) {
        return schema(live, Set.of());
    }

    /// @param touched units that are touched for another reason than their names
    Result schema(Snapshot live, Set<CatalogId> touched) {
        Set<CatalogId> roots = new HashSet<>(touched);
        roots.addAll(
                Comparison.roots(
                        plan.before().stream()
                                .map(Expectation::address)
                                .collect(Collectors.toSet()),
                        live));
        // What moved into the vault is gone, though its identity is not.
        return result(Comparison.of(expected(), records.hiddenFrom(live), roots).notReached());
    }

    /// The rows of the undone migrations in the tool's history, and the bars before them.
    ///
    /// @throws BackoutException when it cannot be read
    public Result history(Connection connection) {
        History history = tool.history(connection);
        Set<String> barred =
                new Bars(records, tool)
                        .standing(connection).stream()
                                .map(Bar::migration)
                                .collect(Collectors.toSet());
        List<String> deviations = new ArrayList<>();
        for (UndoneMigration migration : plan.migrations()) {
            switch (end) {
                case DONE -> {
                    if (plan.strategy() instanceof Strategy.Redo) {
                        applied(migration, history, barred, deviations);
                    } else {
                        backedOut(migration, history, barred, deviations);
                    }
                }
                case GIVEN_UP -> putBack(migration, history, barred, deviations);
            }
        }
        return result(deviations);
    }

    private void backedOut(
            UndoneMigration migration,
            History history,
            Set<String> barred,
            List<String> deviations) {
        if (!migration.history().achieved(history.rowsOf(migration.name()))) {
            deviations.add(
                    "%s has other rows of migration %s than the run left"
                            .formatted(tool.table(), migration.name()));
        }
        if (!barred.contains(migration.name()) && !migration.checksums().isEmpty()) {
            deviations.add("migration %s is not barred".formatted(migration.name()));
        }
    }

    private void applied(
            UndoneMigration migration,
            History history,
            Set<String> barred,
            List<String> deviations) {
        if (!history.applied().contains(migration.name())) {
            deviations.add(
                    "%s does not say that %s is applied".formatted(tool.table(), migration.name()));
        }
        if (barred.contains(migration.name())) {
            deviations.add("migration %s is still barred".formatted(migration.name()));
        }
    }

    private void putBack(
            UndoneMigration migration,
            History history,
            Set<String> barred,
            List<String> deviations) {
        Set<String> found =
                history.rowsOf(migration.name()).stream()
                        .map(HistoryRow::id)
                        .collect(Collectors.toSet());
        if (!found.equals(Set.copyOf(migration.rowIds()))) {
            deviations.add(
                    "%s has other rows of migration %s than before the run"
                            .formatted(tool.table(), migration.name()));
        }
        if (barred.contains(migration.name())) {
            deviations.add("migration %s is still barred".formatted(migration.name()));
        }
    }

    private static Result result(List<String> lines) {
        return lines.isEmpty() ? new Result.Same() : new Result.Different(lines);
    }
}
