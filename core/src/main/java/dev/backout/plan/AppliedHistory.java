package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.sql.SeparateMessages;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The applied migrations in the order in which they were applied, and what a choice means among
/// them. Pure.
///
/// @param migrations the applied ones
/// @param failed those that failed or are running, and stop the tool
/// @param history all that the history says
/// @param directory the directory, or null when there is none
record AppliedHistory(
        List<AppliedMigration> migrations,
        List<FailedMigration> failed,
        History history,
        @Nullable MigrationDirectory directory) {
    private static final int MOST_NAMES = 5;

    static AppliedHistory of(
            History history, @Nullable MigrationDirectory directory, MigrationTool tool) {
        List<AppliedMigration> migrations = new ArrayList<>();
        Map<String, Migration> scripts = directory == null ? Map.of() : directory.byName();
        Map<String, List<HistoryRow>> rows = history.byName();
        for (String name : history.applied()) {
            migrations.add(
                    AppliedMigration.of(
                            name, rows.getOrDefault(name, List.of()), scripts.get(name), tool));
        }
        List<FailedMigration> failed =
                history.rows().stream()
                        .filter(row -> row.state() == HistoryRow.State.FAILED)
                        .map(HistoryRow::name)
                        .distinct()
                        .map(name ->
                                FailedMigration.of(
                                        name,
                                        history.rowsOf(name),
                                        directory == null ? null : directory.named(name),
                                        tool))
                        .toList();
        migrations.removeIf(
                migration -> failed.stream().anyMatch(one -> one.name().equals(migration.name())));
        return new AppliedHistory(List.copyOf(migrations), failed, history, directory);
    }

    /// What a choice comes to.
    sealed interface Stretch {
        /// Applied migrations.
        ///
        /// @param from index of the first one
        /// @param to index after the last one
        record Applied(int from, int to) implements Stretch {}

        /// A migration that failed, is running now, or may have failed without a row.
        record Failed(FailedMigration migration) implements Stretch {}

        /// A migration of the directory that this database has not got.
        record NotApplied(String name) implements Stretch {}
    }

    /// @throws BackoutException `migration-unknown`, `usage`
    Stretch find(Choice choice) {
        return switch (choice) {
            case Choice.Last(int count) -> last(count);
            case Choice.BackTo(String name) -> backTo(name);
            case Choice.Only(String name) -> only(name);
        };
    }

    private Stretch last(int count) {
        if (!failed.isEmpty() && isNewest(failed.getLast().name())) {
            if (count == 1) {
                return new Stretch.Failed(failed.getLast());
            }
            throw first(failed.getLast().name());
        }
        if (migrations.isEmpty()) {
            throw new BackoutException(
                    ErrorCode.MIGRATION_UNKNOWN,
                    history.present()
                            ? "no migration is applied to this database"
                            : "this database has no history: there is no table " + history.table(),
                    history.notes());
        }
        if (count > migrations.size()) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--last %d is more than the %d that are applied"
                            .formatted(count, migrations.size()));
        }
        return new Stretch.Applied(migrations.size() - count, migrations.size());
    }

    private Stretch backTo(String name) {
        int index = index(name);
        if (index < 0) {
            throw failed(name) == null ? notApplied(name) : first(name);
        }
        if (index == migrations.size() - 1) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "nothing was applied after " + name,
                    "--to names the migration that stays; to back out this one: backout plan "
                            + name);
        }
        return new Stretch.Applied(index + 1, migrations.size());
    }

    private Stretch only(String name) {
        int index = index(name);
        if (index >= 0) {
            return new Stretch.Applied(index, index + 1);
        }
        FailedMigration one = failed(name);
        if (one != null) {
            return new Stretch.Failed(one);
        }
        boolean known = !history.rowsOf(name).isEmpty() || inDirectory(name);
        if (!known) {
            throw unknown(name);
        }
        Migration pending = directory == null ? null : directory.named(name);
        return pending != null
                        && history.rowsOf(name).isEmpty()
                        && SeparateMessages.in(pending.script().text())
                ? new Stretch.Failed(FailedMigration.unrecorded(pending))
                : new Stretch.NotApplied(name);
    }

    private int index(String name) {
        for (int i = 0; i < migrations.size(); i++) {
            if (migrations.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean inDirectory(String name) {
        return directory != null && directory.named(name) != null;
    }

    private boolean isNewest(String name) {
        return !history.rows().isEmpty() && history.rows().getLast().name().equals(name);
    }

    private @Nullable FailedMigration failed(String name) {
        return failed.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    private static BackoutException first(String name) {
        return BackoutException.of(
                ErrorCode.USAGE,
                "migration %s failed, or is running now; it comes first".formatted(name),
                "see how far it got, and what can be done: backout plan " + name,
                "to back out one that was applied before it, name it: backout plan MIGRATION");
    }

    private BackoutException notApplied(String name) {
        return inDirectory(name)
                ? BackoutException.of(
                        ErrorCode.MIGRATION_UNKNOWN,
                        "%s is not applied to this database, so there is no way back to it"
                                .formatted(name),
                        appliedHint())
                : unknown(name);
    }

    private BackoutException unknown(String name) {
        List<String> near =
                migrations.stream()
                        .map(AppliedMigration::name)
                        .filter(known -> known.contains(name) || known.endsWith(name))
                        .limit(MOST_NAMES)
                        .toList();
        return BackoutException.of(
                ErrorCode.MIGRATION_UNKNOWN,
                "neither the history nor the directory knows a migration " + name,
                near.isEmpty() ? appliedHint() : "did you mean " + String.join(" or ", near) + "?");
    }

    private String appliedHint() {
        List<String> names = migrations.stream().map(AppliedMigration::name).toList();
        if (names.isEmpty()) {
            return "nothing is applied to this database";
        }
        int from = Math.max(0, names.size() - MOST_NAMES);
        return "applied last: " + String.join(", ", names.subList(from, names.size()).reversed());
    }
}
