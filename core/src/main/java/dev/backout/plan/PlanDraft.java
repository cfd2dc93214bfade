package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.migration.MigrationTool;
import dev.backout.observe.Observation;
import dev.backout.schema.Snapshot;
import dev.backout.sql.Secrets;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What a plan is made of while it is being made. For one thread.
final class PlanDraft {
    private final String engine;
    private final DatabaseIdentity database;
    private final MigrationTool tool;
    private final List<UndoneMigration> migrations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private OnlineWork online = OnlineWork.NONE;
    private Order order = Order.UNKNOWN;

    PlanDraft(String engine, DatabaseIdentity database, MigrationTool tool) {
        this.engine = engine;
        this.database = database;
        this.tool = tool;
    }

    DatabaseIdentity database() {
        return database;
    }

    /// The next older migration that is undone.
    void undo(AppliedMigration migration) {
        migrations.add(migration.undone(tool));
    }

    /// How a migration that is undone would be applied again; nothing when its script is not what
    /// was applied.
    void forward(AppliedMigration migration, Observation observation) {
        Forward forward = migration.forward(observation);
        migrations.replaceAll(one -> one.name().equals(migration.name()) ? one.with(forward) : one);
    }

    /// What is done outside of the transaction.
    void online(OnlineWork work) {
        online = work;
    }

    /// Which goes back first.
    void order(Order found) {
        order = found;
    }

    void note(String line) {
        String shown = Secrets.maskedText(line);
        if (!notes.contains(shown)) {
            notes.add(shown);
        }
    }

    Plan revertCommit(String name, String location) {
        return new Plan(
                origin(),
                List.of(),
                new Strategy.RevertCommit(),
                "migration %s of %s is not applied to database %s"
                        .formatted(name, location, database.name()),
                Plan.Work.NONE,
                Plan.Shapes.NONE,
                Plan.Cost.NONE,
                notes);
    }

    Plan leaveInPlace(List<Statement> cleanup, String reason) {
        return new Plan(
                origin(),
                migrations,
                new Strategy.LeaveInPlace(cleanup.stream().map(Statement::shown).toList()),
                reason,
                Plan.Work.NONE,
                Plan.Shapes.NONE,
                Plan.Cost.NONE,
                notes);
    }

    Plan inverse(
            Undo.Found found,
            String reason,
            Casualties casualties,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            TableSizes sizes) {
        return way(new Strategy.Inverse(), found, reason, casualties, obstacles, locks, sizes);
    }

    private Plan way(
            Strategy strategy,
            Undo.Found found,
            String reason,
            Casualties casualties,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            TableSizes sizes) {
        Rehearsal rehearsal = found.rehearsal();
        Snapshot start = rehearsal.startWithStored();
        Snapshot between = rehearsal.between();
        Snapshot end = rehearsal.end();
        Plan plan =
                new Plan(
                        origin(),
                        migrations,
                        strategy,
                        reason,
                        new Plan.Work(
                                found.statements().stream().map(Statement::sql).toList(),
                                rehearsal.alone(),
                                casualties.vault(),
                                online,
                                order),
                        new Plan.Shapes(
                                Expectations.of(start, between, end),
                                Expectations.of(between, start, end),
                                Expectations.of(end, start, between)),
                        new Plan.Cost(
                                casualties.list(),
                                obstacles,
                                locks,
                                LockForecast.expected(found, locks, sizes, online.copies()),
                                casualties.verdict()),
                        notes);
        return SecretFree.of(plan);
    }

    /// What a run has undone comes back.
    Plan redo(
            String run,
            Plan done,
            Undo.Found found,
            Casualties casualties,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            TableSizes sizes) {
        done.migrations().reversed().stream()
                .map(one -> new UndoneMigration(one.name(), List.of(), List.of()))
                .forEach(migrations::add);
        return way(
                new Strategy.Redo(run),
                found,
                "run %s has backed it out, and it is wanted again".formatted(run),
                casualties,
                obstacles,
                locks,
                sizes);
    }

    /// What is done about a migration that failed.
    Plan failed(
            FailedMigration failed,
            Solution.Possible solution,
            String reason,
            FailureReport report) {
        Solution.Cost cost = solution.cost();
        return SecretFree.of(
                new Plan(
                        origin(),
                        List.of(failed.settled(tool, solution.history(), solution.barred())),
                        solution.strategy(),
                        reason,
                        new Plan.Work(
                                solution.statements(),
                                solution.afterwards(),
                                cost.vault(),
                                OnlineWork.NONE,
                                Order.UNKNOWN),
                        new Plan.Shapes(solution.before(), solution.between(), solution.after()),
                        new Plan.Cost(
                                cost.casualties(),
                                cost.obstacles(),
                                cost.locks(),
                                LockForecast.expected(cost.locks(), solution.statements().size()),
                                cost.data()),
                        notes,
                        report,
                        List.of()));
    }

    private Plan.Origin origin() {
        return new Plan.Origin(engine, now(), database, tool.name(), tool.table());
    }

    /// To the millisecond: plans that are made one after the other differ, however equal they are
    /// otherwise, and each may be carried out once.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
