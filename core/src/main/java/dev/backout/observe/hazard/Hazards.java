package dev.backout.observe.hazard;

import static dev.backout.observe.hazard.Severity.ERROR;
import static dev.backout.observe.hazard.Severity.NOTE;
import static dev.backout.observe.hazard.Severity.WARNING;

import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/// Every hazard that is known, and what is found in a migration.
public final class Hazards {
    private static final List<Hazard> ALL =
            List.of(
                    new Hazard("drops-table", ERROR, DropHazards::tables),
                    new Hazard("drops-column", ERROR, DropHazards::columns),
                    new Hazard("drops-and-recreates", ERROR, DropHazards::recreated),
                    new Hazard("drops-sequence", WARNING, DropHazards::sequences),
                    new Hazard("drops-view", WARNING, DropHazards::views),
                    new Hazard("drops-function", WARNING, DropHazards::functions),
                    new Hazard("drops-constraint", WARNING, DropHazards::constraints),
                    new Hazard("drops-index", NOTE, DropHazards::indexes),
                    new Hazard("drops-default", WARNING, DropHazards::defaults),
                    new Hazard("renames-table", ERROR, NameHazards::tables),
                    new Hazard("renames-column", ERROR, NameHazards::columns),
                    new Hazard("moves-to-schema", ERROR, NameHazards::schemas),
                    new Hazard("retypes-column", WARNING, TypeHazards::columns),
                    new Hazard("adds-enum-value", NOTE, TypeHazards::addedLabels),
                    new Hazard("removes-enum-value", ERROR, TypeHazards::removedLabels),
                    new Hazard("renames-enum-value", WARNING, TypeHazards::renamedLabels),
                    new Hazard("changes-function", NOTE, TypeHazards::functions),
                    new Hazard("adds-required-column", ERROR, AddHazards::requiredColumns),
                    new Hazard("sets-not-null", WARNING, AddHazards::notNull),
                    new Hazard("adds-unique", WARNING, AddHazards::unique),
                    new Hazard("adds-check", WARNING, AddHazards::checks),
                    new Hazard("adds-foreign-key", WARNING, AddHazards::foreignKeys),
                    new Hazard("fails-on-rows", WARNING, AddHazards::failsOnRows),
                    new Hazard("adds-trigger", WARNING, AddHazards::triggers),
                    new Hazard("enables-row-security", WARNING, AddHazards::rowSecurity),
                    new Hazard("grants-change", WARNING, AddHazards::grants),
                    new Hazard("volatile-default", WARNING, LockHazards::volatileDefaults),
                    new Hazard("builds-index-with-lock", WARNING, LockHazards::indexes),
                    new Hazard("rewrites-table", ERROR, LockHazards::rewrites),
                    new Hazard("strong-lock", WARNING, LockHazards::strongLocks),
                    new Hazard("locks-many-tables", WARNING, LockHazards::manyTables),
                    new Hazard("not-transactional", NOTE, FileHazards::notTransactional),
                    new Hazard("own-transaction", WARNING, FileHazards::ownTransaction),
                    new Hazard("begin-without-commit", ERROR, FileHazards::leftOpen),
                    new Hazard("sets-search-path", ERROR, FileHazards::searchPath),
                    new Hazard("leaves-setting", NOTE, FileHazards::settings),
                    new Hazard("needs-superuser", ERROR, FileHazards::superuser),
                    new Hazard("unknown-kind", ERROR, FileHazards::unmodelled),
                    new Hazard("deletes-rows", ERROR, RowHazards::deletes),
                    new Hazard("updates-rows", WARNING, RowHazards::updates),
                    new Hazard("truncates-table", ERROR, RowHazards::truncates),
                    new Hazard("inserts-rows", NOTE, RowHazards::inserts),
                    new Hazard("unknown-code", WARNING, RowHazards::code));

    private Hazards() {}

    /// All of them, in the order of the documentation.
    public static List<Hazard> all() {
        return ALL;
    }

    /// The hazard of an id, or null.
    public static @Nullable Hazard find(String id) {
        return ALL.stream().filter(hazard -> hazard.id().equals(id)).findFirst().orElse(null);
    }

    /// What is found in a file that does not run, by the server's refusal: nothing was observed.
    ///
    /// @param line of the statement that was refused, 0 when unknown
    public static List<Finding> inRefused(String sqlState, String message, int line) {
        return sqlState.equals(FileHazards.INSUFFICIENT_PRIVILEGE)
                ? List.of(
                        new Finding(
                                "needs-superuser",
                                ERROR,
                                null,
                                FileHazards.notPermitted(message),
                                line))
                : List.of();
    }

    /// What is found in a migration, the worst first, then by line.
    public static List<Finding> in(Observation observation, DataVerdict data) {
        Subject subject = new Subject(observation, data);
        return ALL.stream()
                .flatMap(hazard -> hazard.find(subject).stream())
                .sorted(
                        Comparator.comparing(Finding::severity)
                                .reversed()
                                .thenComparingInt(Finding::line))
                .toList();
    }
}
