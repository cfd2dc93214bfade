package dev.backout.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.ToolLock;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries a plan out: one transaction holds the inverse, the deletion of the history rows, the bar
/// and the record. Either all of it happened or nothing did, whatever dies in between.
///
/// A runner can be used again, by one thread at a time. It opens two sessions and closes them; the
/// migration tool's lock belongs to the first one and goes with it.
public final class Runner {
    private final Supplier<Connection> connections;
    private final MigrationTool tool;
    private final RunSettings settings;
    private final Operator operator;
    private final Consumer<RunEvent> listener;

    /// @param connections opens sessions of the role that runs the migrations, in autocommit mode;
    ///   not through a transaction pooler
    /// @param tool whose history the plan is about
    /// @param settings how it behaves towards others
    /// @param operator who it is recorded for
    /// @param listener told of what happens, [RunEvent.Blocked] from another thread
    public Runner(
            Supplier<Connection> connections,
            MigrationTool tool,
            RunSettings settings,
            Operator operator,
            Consumer<RunEvent> listener) {
        this.connections = connections;
        this.tool = tool;
        this.settings = settings;
        this.operator = operator;
        this.listener = listener;
    }

    /// Refuses what can be refused without changing anything; the same as [#run] begins with.
    ///
    /// @throws BackoutException `usage`, `plan-irreversible`, `plan-elsewhere`, `plan-stale`,
    ///   `rights-missing`, `locked`, `configuration-invalid`; nothing was executed
    public void check(PlanFile file) {
        try (Connection worker = connections.get();
                Connection watch = connections.get()) {
            check(file, worker, watch);
        } catch (SQLException e) {
            throw closing(e);
        }
    }

    /// Runs the plan, commits, and looks at everything once more.
    ///
    /// @throws BackoutException as [#check], and `step-failed`: everything was undone
    public RunReport run(PlanFile file) {
        Instant began = Instant.now();
        try (Connection worker = connections.get();
                Connection watch = connections.get()) {
            String searchPath = text(worker, "select pg_catalog.current_setting('search_path')");
            Snapshot before = check(file, worker, watch);
            Tries tries = new Tries(connections, tool, settings, operator, listener);
            Tries.Outcome outcome;
            ToolLock lock = tool.lock(worker, settings.toolPatience());
            try {
                outcome = tries.run(file, worker, watch, before, searchPath, began);
            } finally {
                release(lock);
            }
            Duration took = Duration.between(began, Instant.now());
            listener.accept(new RunEvent.Committed(outcome.run()));
            Aftermath aftermath = Aftermath.of(watch, file.plan(), tool, settings, before);
            return new RunReport(
                    outcome.run(),
                    file.plan().database().name(),
                    began,
                    took,
                    outcome.tries(),
                    file.plan().migrations().stream().map(UndoneMigration::name).toList(),
                    file.plan().statements().size(),
                    outcome.removedRows(),
                    aftermath.deviations(),
                    aftermath.changedMeanwhile());
        } catch (SQLException e) {
            throw closing(e);
        }
    }

    private Snapshot check(PlanFile file, Connection worker, Connection watch) {
        RecordSchema records = new RecordSchema(settings.schema());
        PlanCheck check = new PlanCheck(file, tool, records);
        check.insistOnRunnable();
        check.insistOnPlace(worker);
        records.state(worker);
        RunLock.insistOnNobody(worker);
        check.insistOnFirstTime(worker);
        check.insistOnHistory(worker);
        Snapshot live = CatalogReader.on(watch, settings.lockTimeout()).read();
        check.insistOnSchema(live, check.roots(live));
        check.insistOnRights(worker, live);
        return live;
    }

    /// A lock that cannot be released goes with the session; it must not hide what was committed.
    private static void release(ToolLock lock) {
        try {
            lock.close();
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }

    private static BackoutException closing(SQLException e) {
        return SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
    }
}
