package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What will be done, for which database, and what it costs. Immutable; its hash is what people
/// approve and what `run` insists on.
///
/// @param origin by whom it was made, when, for which database
/// @param migrations what is undone, newest first; empty when nothing is
/// @param strategy the way out
/// @param reason why this one, in one sentence
/// @param work the SQL
/// @param shapes what the touched objects have to look like on the way
/// @param cost what it costs
/// @param notes what a person should know: drift outside what is touched, column order
/// @param failure what was found out about the migration when it is one that failed
/// @param rehearsals what was seen when it was carried out on copies, the last one last
public record Plan(
        Origin origin,
        List<UndoneMigration> migrations,
        Strategy strategy,
        String reason,
        Work work,
        Shapes shapes,
        Cost cost,
        List<String> notes,
        @Nullable FailureReport failure,
        List<Rehearsed> rehearsals) {
    /// Copies the lists.
    public Plan {
        migrations = List.copyOf(migrations);
        notes = List.copyOf(notes);
        rehearsals = List.copyOf(rehearsals);
    }

    /// A plan about migrations that were applied, not rehearsed yet.
    public Plan(
            Origin origin,
            List<UndoneMigration> migrations,
            Strategy strategy,
            String reason,
            Work work,
            Shapes shapes,
            Cost cost,
            List<String> notes) {
        this(origin, migrations, strategy, reason, work, shapes, cost, notes, null, List.of());
    }

    /// Where a plan comes from and where it belongs.
    ///
    /// @param engine the version of Backout that made it
    /// @param made when
    /// @param database for which database
    /// @param tool the migration tool's name, `prisma`
    /// @param historyTable the tool's history table as SQL, quoted and with its schema
    public record Origin(
            String engine,
            Instant made,
            DatabaseIdentity database,
            String tool,
            String historyTable) {}

    /// The SQL of a plan, without semicolons.
    ///
    /// @param statements in order, in one transaction; empty when nothing is run
    /// @param afterwards statements that run one by one after that transaction
    /// @param vault what comes out of the vault, and goes into it
    /// @param online what is done before and after the transaction, so that it is short
    /// @param order which goes back first, the database or the application
    public record Work(
            List<String> statements,
            List<LoneStatement> afterwards,
            VaultWork vault,
            OnlineWork online,
            Order order) {
        /// Nothing is run.
        public static final Work NONE = new Work(List.of(), List.of());

        /// Without the vault.
        public Work(List<String> statements, List<LoneStatement> afterwards) {
            this(statements, afterwards, VaultWork.NONE, OnlineWork.NONE, Order.UNKNOWN);
        }

        /// Copies the lists.
        public Work {
            statements = List.copyOf(statements);
            afterwards = List.copyOf(afterwards);
        }
    }

    /// What the touched objects have to look like: all objects of all units that the plan touches.
    ///
    /// @param before when the run begins
    /// @param between after the transaction, before the lone statements
    /// @param after at the end; an object of `before` that is missing here has to be gone
    public record Shapes(
            List<Expectation> before, List<Expectation> between, List<Expectation> after) {
        /// Nothing is touched.
        public static final Shapes NONE = new Shapes(List.of(), List.of(), List.of());

        /// Copies the lists.
        public Shapes {
            before = List.copyOf(before);
            between = List.copyOf(between);
            after = List.copyOf(after);
        }
    }

    /// What a plan costs.
    ///
    /// @param casualties what is lost, counted
    /// @param obstacles rows that do not fit; a plan with obstacles cannot be run
    /// @param locks what is locked, strongest first
    /// @param expected how long the statements will take, estimated
    /// @param data the data verdict: `none`, `kept`, `lost` or `unknown`
    public record Cost(
            List<Casualty> casualties,
            List<Obstacle> obstacles,
            List<PlannedLock> locks,
            Duration expected,
            String data) {
        /// Nothing is run.
        public static final Cost NONE =
                new Cost(List.of(), List.of(), List.of(), Duration.ZERO, "none");

        /// Copies the lists.
        public Cost {
            casualties = List.copyOf(casualties);
            obstacles = List.copyOf(obstacles);
            locks = List.copyOf(locks);
        }
    }

    /// Whether `run` may carry it out: there is something to run and nothing in the way.
    public boolean runnable() {
        return strategy.runs() && obstacles().isEmpty();
    }

    /// The same for another database: a copy of the one that it was made for.
    public Plan on(DatabaseIdentity copy) {
        Origin there =
                new Origin(
                        origin.engine(), origin.made(), copy, origin.tool(), origin.historyTable());
        return new Plan(
                there,
                migrations,
                strategy,
                reason,
                work,
                shapes,
                cost,
                notes,
                failure,
                rehearsals);
    }

    /// The same with one more rehearsal.
    public Plan with(Rehearsed rehearsal) {
        List<Rehearsed> all = new ArrayList<>(rehearsals);
        all.add(rehearsal);
        return new Plan(
                origin, migrations, strategy, reason, work, shapes, cost, notes, failure, all);
    }

    /// The same with other SQL.
    public Plan with(Work other) {
        return new Plan(
                origin,
                migrations,
                strategy,
                reason,
                other,
                shapes,
                cost,
                notes,
                failure,
                rehearsals);
    }

    /// The same with other SQL, which leads to other shapes.
    Plan with(Work other, Shapes led, List<String> told) {
        return new Plan(
                origin, migrations, strategy, reason, other, led, cost, told, failure, rehearsals);
    }

    /// The version of Backout that made it.
    public String engine() {
        return origin.engine();
    }

    /// When it was made.
    public Instant made() {
        return origin.made();
    }

    /// For which database.
    public DatabaseIdentity database() {
        return origin.database();
    }

    /// The migration tool's name.
    public String tool() {
        return origin.tool();
    }

    /// The tool's history table as SQL.
    public String historyTable() {
        return origin.historyTable();
    }

    /// The SQL of the transaction.
    public List<String> statements() {
        return work.statements();
    }

    /// What runs one by one after it.
    public List<LoneStatement> afterwards() {
        return work.afterwards();
    }

    /// What is done before and after the transaction, so that it is short.
    public OnlineWork online() {
        return work.online();
    }

    /// Which goes back first, the database or the application.
    public Order order() {
        return work.order();
    }

    /// What comes out of the vault, and goes into it.
    public VaultWork vault() {
        return work.vault();
    }

    /// What is touched, when the run begins.
    public List<Expectation> before() {
        return shapes.before();
    }

    /// What is touched, after the transaction.
    public List<Expectation> between() {
        return shapes.between();
    }

    /// What is touched, at the end.
    public List<Expectation> after() {
        return shapes.after();
    }

    /// What is lost.
    public List<Casualty> casualties() {
        return cost.casualties();
    }

    /// Rows that do not fit.
    public List<Obstacle> obstacles() {
        return cost.obstacles();
    }

    /// What is locked, strongest first.
    public List<PlannedLock> locks() {
        return cost.locks();
    }

    /// How long the statements will take.
    public Duration expected() {
        return cost.expected();
    }

    /// The data verdict in one word.
    public String data() {
        return cost.data();
    }
}
