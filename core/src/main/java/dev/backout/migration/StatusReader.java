package dev.backout.migration;

import dev.backout.error.Counted;
import dev.backout.migration.MigrationStatus.State;
import dev.backout.sql.SeparateMessages;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Puts a history and a directory side by side. Pure: it asks neither disk nor database.
public final class StatusReader {
    private final MigrationTool tool;

    public StatusReader(MigrationTool tool) {
        this.tool = tool;
    }

    /// Every migration that either side knows: the directory's in its order, and those missing on
    /// disk where the tool's order of names puts them.
    public List<MigrationStatus> read(History history, MigrationDirectory directory) {
        var names = new LinkedHashSet<String>();
        directory.migrations().forEach(migration -> names.add(migration.name()));
        history.rows().forEach(row -> names.add(row.name()));
        Map<String, List<HistoryRow>> rows = history.byName();
        Map<String, Migration> scripts = directory.byName();
        return names.stream()
                .sorted(tool.order())
                .map(name -> status(name, rows.getOrDefault(name, List.of()), scripts.get(name)))
                .toList();
    }

    private MigrationStatus status(
            String name, List<HistoryRow> rows, @Nullable Migration migration) {
        List<HistoryRow> applied = withState(rows, HistoryRow.State.APPLIED);
        boolean edited =
                migration != null
                        && !applied.isEmpty()
                        && applied.stream().noneMatch(row -> matches(migration, row));
        return new MigrationStatus(
                name, state(rows), migration, edited, rows, notes(rows, migration));
    }

    private boolean matches(Migration migration, HistoryRow row) {
        String checksum = row.checksum();
        return checksum == null || tool.matches(migration.script(), checksum);
    }

    /// An unfinished row stops the tool, whatever other rows of the name say.
    private static State state(List<HistoryRow> rows) {
        if (!withState(rows, HistoryRow.State.FAILED).isEmpty()) {
            return State.FAILED;
        }
        if (!withState(rows, HistoryRow.State.APPLIED).isEmpty()) {
            return State.APPLIED;
        }
        return rows.isEmpty() ? State.PENDING : State.ROLLED_BACK;
    }

    private static List<HistoryRow> withState(List<HistoryRow> rows, HistoryRow.State state) {
        return rows.stream().filter(row -> row.state() == state).toList();
    }

    private static List<String> notes(List<HistoryRow> rows, @Nullable Migration migration) {
        List<String> notes = new ArrayList<>();
        if (rows.isEmpty() && migration != null && SeparateMessages.in(migration.script().text())) {
            notes.add(
                    "runs outside of a transaction: if it was tried and failed, a part of it is in"
                            + " the"
                            + " schema and no row tells; backout plan %s looks"
                                    .formatted(migration.name()));
        }
        if (rows.size() > 1) {
            notes.add(
                    "%d rows in the history: %s"
                            .formatted(
                                    rows.size(),
                                    String.join(
                                            ", then ",
                                            rows.stream().map(r -> r.state().text()).toList())));
        }
        if (withState(rows, HistoryRow.State.APPLIED).size() > 1) {
            notes.add("applied more than once, says the history");
        }
        rows.forEach(row -> addOddity(row, notes));
        return notes;
    }

    private static void addOddity(HistoryRow row, List<String> notes) {
        if (row.finishedAt() != null && row.rolledBackAt() != null) {
            notes.add("a row is both finished and rolled back: the tool would apply it again");
        }
        if (row.state() == HistoryRow.State.FAILED && row.steps() > 0) {
            notes.add(
                    "a row counts %s and no end: the tool was stopped in between, and the migration may be in the schema whole"
                            .formatted(Counted.of(row.steps(), "finished step")));
        }
        if (row.state() == HistoryRow.State.APPLIED && row.steps() == 0) {
            notes.add("marked as applied by hand, not run by the tool");
        }
        if (row.startedAt() == null) {
            notes.add("a row does not say when it was started");
        }
    }
}
