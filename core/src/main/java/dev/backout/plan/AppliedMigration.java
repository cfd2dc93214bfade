package dev.backout.plan;

import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationTool;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;
import dev.backout.observe.TableWrite;
import dev.backout.proof.Subject;
import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A migration that the history says is applied.
///
/// @param name what the history calls it
/// @param rows all its rows, oldest first
/// @param migration what the directory has of that name, or null
/// @param edited whether that is another script than the one that was applied
record AppliedMigration(
        String name, List<HistoryRow> rows, @Nullable Migration migration, boolean edited) {
    AppliedMigration {
        rows = List.copyOf(rows);
    }

    static AppliedMigration of(
            String name, List<HistoryRow> rows, @Nullable Migration migration, MigrationTool tool) {
        boolean edited =
                migration != null
                        && rows.stream()
                                .filter(row -> row.state() == HistoryRow.State.APPLIED)
                                .map(HistoryRow::checksum)
                                .noneMatch(checksum ->
                                        checksum == null
                                                || tool.matches(migration.script(), checksum));
        return new AppliedMigration(name, rows, migration, edited);
    }

    /// As a replica takes it, or null when the script is not at hand.
    @Nullable Subject subject() {
        return migration == null ? null : new Subject(name, migration.script().text(), null);
    }

    /// How it would be applied again after it was undone, or null when its script is not at hand or
    /// not what was applied.
    @Nullable Forward forward(Observation observation) {
        if (migration == null || edited) {
            return null;
        }
        List<String> doubts = new ArrayList<>();
        if (!observation.transaction().transactional()) {
            doubts.add("%s %s".formatted(name, observation.transaction()));
        }
        for (TableWrite write : observation.measures().writes()) {
            doubts.add("%s writes rows of %s anew".formatted(name, write.table().text()));
        }
        doubts.addAll(DataVerdict.of(observation).unknown());
        String script = migration.script().text();
        String masked = Secrets.masked(script);
        if (!masked.equals(script)) {
            doubts.add(name + " holds a secret, which no plan keeps");
        }
        return new Forward(masked, doubts);
    }

    /// As a plan tells of it. An edited script is not barred: it may be the corrected one.
    UndoneMigration undone(MigrationTool tool) {
        Set<String> checksums = new LinkedHashSet<>();
        for (HistoryRow row : rows) {
            if (row.checksum() != null) {
                checksums.add(row.checksum());
            }
        }
        if (migration != null && !edited) {
            checksums.addAll(tool.checksums(migration.script()));
        }
        return new UndoneMigration(name, rowIds(), List.copyOf(checksums));
    }

    /// The identities of its rows.
    List<String> rowIds() {
        return rows.stream().map(HistoryRow::id).toList();
    }
}
