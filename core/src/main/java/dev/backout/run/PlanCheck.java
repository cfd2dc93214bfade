package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunState;
import dev.backout.migration.History;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.Expectation;
import dev.backout.plan.Obstacle;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.platform.Platforms;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a plan still fits the database that it is to be carried out on. Every refusal is a
/// [BackoutException], before anything is executed.
final class PlanCheck {
    private static final int MOST_DIFFERENCES = 5;

    private final Plan plan;
    private final MigrationTool tool;
    private final RecordSchema records;

    PlanCheck(PlanFile file, MigrationTool tool, RecordSchema records) {
        this.plan = file.plan();
        this.tool = tool;
        this.records = records;
    }

    /// There is something to run, and nothing is in the way.
    void insistOnRunnable() {
        if (!plan.obstacles().isEmpty()) {
            Obstacle first = plan.obstacles().getFirst();
            throw BackoutException.of(
                    ErrorCode.PLAN_IRREVERSIBLE,
                    "the old schema cannot hold what is there now: %s, %s (%d)"
                            .formatted(first.object().title(), first.what(), first.count()),
                    first.remedy().isEmpty()
                            ? "nothing was executed; change these rows, then plan again"
                            : "nothing was executed; plan again with " + first.remedy());
        }
        if (!plan.runnable()) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "this plan has nothing to run: " + plan.reason(),
                    "nothing was executed");
        }
    }

    /// It is the database that the plan was made for, and the history table of the plan.
    void insistOnPlace(Connection connection) {
        DatabaseIdentityReader.insist(plan.database(), DatabaseIdentityReader.read(connection));
        if (!tool.table().equals(plan.historyTable())) {
            throw BackoutException.of(
                    ErrorCode.PLAN_ELSEWHERE,
                    "this plan is for the history in %s, and the URL leads to %s"
                            .formatted(plan.historyTable(), tool.table()),
                    plan.tool().equals(tool.name())
                            ? "nothing was executed; name the schema in the URL: ?schema="
                            : "nothing was executed; the plan is one of %1$s: --tool %1$s"
                                    .formatted(plan.tool().toLowerCase(Locale.ROOT)));
        }
    }

    /// No run did it already.
    void insistOnFirstTime(List<RunRecord> ofThisPlan) {
        for (RunRecord run : ofThisPlan) {
            if (run.state() == RunState.DONE) {
                throw BackoutException.of(
                        ErrorCode.PLAN_STALE,
                        "this plan was carried out already: run %s at %s"
                                .formatted(run.id(), run.began()),
                        "nothing was executed; backout runs lists all runs");
            }
        }
    }

    /// The touched objects are as they were when the plan was made.
    ///
    /// @param expected what they have to look like
    /// @param roots the touched units, as they were first found
    void insistOnSchema(List<Expectation> expected, Snapshot live, Set<CatalogId> roots) {
        Comparison comparison = Comparison.of(expected, live, roots);
        if (!comparison.same()) {
            throw stale(shortened(comparison.sinceThen()));
        }
    }

    /// The history rows that will go are those of the plan.
    void insistOnHistory(Connection connection) {
        History history = tool.history(connection);
        for (UndoneMigration migration : plan.migrations()) {
            Set<String> found =
                    history.rowsOf(migration.name()).stream()
                            .map(HistoryRow::id)
                            .collect(Collectors.toSet());
            if (!found.equals(Set.copyOf(migration.rowIds()))) {
                throw stale(
                        "%s has other rows of migration %s than then (%d instead of %d)"
                                .formatted(
                                        tool.table(),
                                        migration.name(),
                                        found.size(),
                                        migration.rowIds().size()));
            }
        }
    }

    /// The role may do what the run needs, as far as that can be told beforehand.
    void insistOnRights(Connection connection, Snapshot live) {
        try {
            List<String> missing =
                    new Rights(connection, records, tool.table()).missing(ownersOfAltered(live));
            if (!missing.isEmpty()) {
                throw new BackoutException(
                        ErrorCode.RIGHTS_MISSING,
                        "the role may not do what this run needs: " + String.join("; ", missing),
                        List.of(
                                "nothing was executed; log in as the role that owns the tables,"
                                        + " which runs the migrations"));
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "asking for rights failed", e);
        }
    }

    /// The touched units as they are found by the plan's names. Of a table of a platform the plan
    /// tells its policies and triggers only, and perhaps only those that return.
    Set<CatalogId> roots(List<Expectation> expected, Snapshot live) {
        Set<Address> addresses = new HashSet<>();
        expected.forEach(one -> addresses.add(one.address()));
        for (Expectation one : plan.after()) {
            switch (one.address().kind()) {
                case POLICY, TRIGGER -> addresses.add(one.address().table());
                default -> {}
            }
        }
        return Comparison.roots(addresses, live);
    }

    /// Owners of the tables of which the run changes something, by the plan's own account.
    private Set<String> ownersOfAltered(Snapshot live) {
        Set<Expectation> before = new HashSet<>(plan.before());
        Set<Expectation> after = new HashSet<>(plan.after());
        Set<Expectation> differing = new HashSet<>(before);
        differing.removeAll(after);
        after.stream().filter(one -> !before.contains(one)).forEach(differing::add);
        Set<Address> addresses =
                differing.stream().map(Expectation::address).collect(Collectors.toSet());
        Set<CatalogId> altered = Comparison.roots(addresses, live);
        Set<String> owners = new HashSet<>();
        for (Unit unit : live.units().values()) {
            String owner = unit.entries().getFirst().object().standing().owner();
            if (owner != null && altered.contains(unit.root())) {
                owners.add(owner);
            }
        }
        // A platform lets migrations put policies and triggers on tables that it owns.
        owners.removeAll(Platforms.of(live).services());
        return owners;
    }

    private BackoutException stale(String what) {
        return BackoutException.of(
                ErrorCode.PLAN_STALE,
                "database %s is no longer what this plan was made for: %s"
                        .formatted(plan.database().name(), what),
                "nothing was executed; make a new plan: backout plan " + names());
    }

    private String names() {
        return plan.migrations().size() == 1
                ? plan.migrations().getFirst().name()
                : "--last " + plan.migrations().size();
    }

    static String shortened(List<String> lines) {
        if (lines.size() <= MOST_DIFFERENCES) {
            return String.join("; ", lines);
        }
        return "%s; and %d more"
                .formatted(
                        String.join("; ", lines.subList(0, MOST_DIFFERENCES)),
                        lines.size() - MOST_DIFFERENCES);
    }
}
