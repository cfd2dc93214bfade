package dev.backout.testkit.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Sql;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.Expectation;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Makes plans for tests without a planner: what statements lead to is found by running them on a
/// copy of the database.
public final class PlanMaker {
    private PlanMaker() {}

    /// A plan for these statements.
    ///
    /// @param live the database that it is for
    /// @param copy a copy of it, in which the statements are run
    public static Plan make(
            Connection live,
            Connection copy,
            MigrationTool tool,
            UndoneMigration migration,
            List<String> statements)
            throws SQLException {
        return make(live, copy, tool, migration, statements, List.of());
    }

    /// A plan for these statements in one transaction, and for those one by one afterwards.
    public static Plan make(
            Connection live,
            Connection copy,
            MigrationTool tool,
            UndoneMigration migration,
            List<String> statements,
            List<LoneStatement> afterwards)
            throws SQLException {
        for (String sql : statements) {
            Sql.execute(copy, sql);
        }
        Snapshot between = CatalogReader.on(copy, Duration.ZERO).read();
        Sql.execute(copy, "set default_transaction_read_only = off");
        for (LoneStatement lone : afterwards) {
            Sql.execute(copy, lone.sql());
        }
        Snapshot before = CatalogReader.on(live, Duration.ZERO).read();
        Snapshot after = CatalogReader.on(copy, Duration.ZERO).read();
        return new Plan(
                new Plan.Origin(
                        "0.1.0",
                        Instant.parse("2026-11-21T12:00:00Z"),
                        DatabaseIdentityReader.read(live),
                        tool.name(),
                        tool.table()),
                List.of(migration),
                new Strategy.Inverse(),
                "it dropped a column",
                new Plan.Work(statements, afterwards),
                new Plan.Shapes(
                        of(before, before, between, after),
                        of(between, before, between, after),
                        of(after, before, between, after)),
                new Plan.Cost(
                        List.of(), List.of(), locks(before, after), Duration.ofMillis(10), "none"),
                List.of());
    }

    /// All objects, in one of the snapshots, of the units that are not the same in all of them.
    private static List<Expectation> of(Snapshot one, Snapshot... all) {
        List<Expectation> expectations = new ArrayList<>();
        for (Unit unit : one.units().values()) {
            for (Snapshot other : all) {
                if (!objects(unit).equals(objects(other.units().get(unit.root())))) {
                    objects(unit).forEach(object -> expectations.add(Expectation.of(object)));
                    break;
                }
            }
        }
        return expectations;
    }

    private static List<PlannedLock> locks(Snapshot before, Snapshot after) {
        return before.units().values().stream()
                .filter(unit -> unit.entries().getFirst().object() instanceof Table)
                .filter(unit -> !objects(unit).equals(objects(after.units().get(unit.root()))))
                .map(unit ->
                        new PlannedLock(
                                unit.entries().getFirst().address(),
                                "AccessExclusiveLock",
                                0,
                                0,
                                false,
                                false))
                .toList();
    }

    private static List<DbObject> objects(@Nullable Unit unit) {
        return unit == null ? List.of() : unit.entries().stream().map(Entry::object).toList();
    }
}
