package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What will be done, for which database, and what it costs. Immutable; its hash is what people
/// approve and what `run` insists on.
///
/// @param engine the version of Backout that made it
/// @param made when
/// @param database for which database
/// @param tool the migration tool's name, `prisma`
/// @param historyTable the tool's history table as SQL, quoted and with its schema
/// @param migrations what is undone, newest first; empty when nothing is
/// @param strategy the way out
/// @param reason why this one, in one sentence
/// @param statements the SQL in order, without semicolons; empty when nothing is run
/// @param before what the touched objects have to look like when the run begins: all objects of all
///   units that it touches
/// @param after what they have to look like before it commits; an object of `before` that is
///   missing here has to be gone
/// @param casualties what is lost, counted
/// @param obstacles rows that do not fit; a plan with obstacles cannot be run
/// @param locks what is locked, strongest first
/// @param expected how long the statements will take, estimated
/// @param data the data verdict: `none`, `kept`, `lost` or `unknown`
/// @param notes what a person should know: drift outside what is touched, column order
/// @param afterwards statements that run one by one after the transaction of the others
/// @param between what the touched objects have to look like after the transaction, before those
/// @param failure what was found out about the migration when it is one that failed
public record Plan(
        String engine,
        Instant made,
        DatabaseIdentity database,
        String tool,
        String historyTable,
        List<UndoneMigration> migrations,
        Strategy strategy,
        String reason,
        List<String> statements,
        List<Expectation> before,
        List<Expectation> after,
        List<Casualty> casualties,
        List<Obstacle> obstacles,
        List<PlannedLock> locks,
        Duration expected,
        String data,
        List<String> notes,
        List<LoneStatement> afterwards,
        List<Expectation> between,
        @Nullable FailureReport failure) {
    /// Everything in one transaction.
    public Plan(
            String engine,
            Instant made,
            DatabaseIdentity database,
            String tool,
            String historyTable,
            List<UndoneMigration> migrations,
            Strategy strategy,
            String reason,
            List<String> statements,
            List<Expectation> before,
            List<Expectation> after,
            List<Casualty> casualties,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            Duration expected,
            String data,
            List<String> notes) {
        this(
                engine,
                made,
                database,
                tool,
                historyTable,
                migrations,
                strategy,
                reason,
                statements,
                before,
                after,
                casualties,
                obstacles,
                locks,
                expected,
                data,
                notes,
                List.of(),
                after,
                null);
    }

    /// A plan about migrations that were applied.
    public Plan(
            String engine,
            Instant made,
            DatabaseIdentity database,
            String tool,
            String historyTable,
            List<UndoneMigration> migrations,
            Strategy strategy,
            String reason,
            List<String> statements,
            List<Expectation> before,
            List<Expectation> after,
            List<Casualty> casualties,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            Duration expected,
            String data,
            List<String> notes,
            List<LoneStatement> afterwards,
            List<Expectation> between) {
        this(
                engine,
                made,
                database,
                tool,
                historyTable,
                migrations,
                strategy,
                reason,
                statements,
                before,
                after,
                casualties,
                obstacles,
                locks,
                expected,
                data,
                notes,
                afterwards,
                between,
                null);
    }

    /// Copies the lists.
    public Plan {
        migrations = List.copyOf(migrations);
        statements = List.copyOf(statements);
        before = List.copyOf(before);
        after = List.copyOf(after);
        casualties = List.copyOf(casualties);
        obstacles = List.copyOf(obstacles);
        locks = List.copyOf(locks);
        notes = List.copyOf(notes);
        afterwards = List.copyOf(afterwards);
        between = List.copyOf(between);
    }

    /// Whether `run` may carry it out: there is something to run and nothing in the way.
    public boolean runnable() {
        return strategy.runs() && obstacles.isEmpty();
    }
}
