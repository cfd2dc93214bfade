package dev.backout.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;

import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What stands between BEGIN and COMMIT, once. The caller commits, or undoes. For one thread.
///
/// When the process dies after any statement of it, the server undoes the transaction as soon as it
/// notices that the connection is gone; a process that only sleeps is ended by the time limit on
/// idle transactions. Either way the database is as it was, and the locks are free.
final class Attempt {
    private static final String INVALID_PARAMETER = "22023";

    private final Connection connection;
    private final PlanFile file;
    private final Plan plan;
    private final MigrationTool tool;
    private final RunSettings settings;
    private final PlanCheck check;
    private final Consumer<RunEvent> listener;

    Attempt(
            Connection connection,
            PlanFile file,
            MigrationTool tool,
            RunSettings settings,
            Consumer<RunEvent> listener) {
        this.connection = connection;
        this.file = file;
        this.plan = file.plan();
        this.tool = tool;
        this.settings = settings;
        this.check = new PlanCheck(file, tool, new RecordSchema(settings.schema()));
        this.listener = listener;
    }

    /// Who carries it out, and how it will be recorded.
    record Author(String run, Operator operator, Instant began, int tries) {}

    /// Everything up to the commit.
    ///
    /// @param before the whole schema, read before the transaction
    /// @param searchPath what the role has by default
    /// @return how many history rows went
    int execute(Author author, Snapshot before, String searchPath) throws StepFailure {
        Set<CatalogId> touched = check.roots(before);
        begin();
        new TableLocks(plan.locks()).take(connection, before);
        CatalogReader reader = within("the check under lock", this::reader);
        Set<CatalogId> roots = within("the check under lock", reader::roots);
        check.insistOnSchema(
                within("the check under lock", () -> reader.read(touched, before)), touched);
        within("the check of the history", () -> insistOnHistory());
        inverse(searchPath);
        verify(before, touched, roots);
        return record(author);
    }

    private void begin() throws StepFailure {
        within(
                "the beginning",
                () -> {
                    RecordSchema.execute(connection, "set transaction read write");
                    watchForOurEnd();
                    RunLock.take(connection);
                    set("lock_timeout", settings.lockTimeout().toMillis() + "ms");
                    set("statement_timeout", "0");
                    set("idle_in_transaction_session_timeout", "60s");
                    return 0;
                });
    }

    /// Lets the server notice within a second that this process is gone, also in the middle of a
    /// long statement. Servers on some systems cannot do that.
    private void watchForOurEnd() throws SQLException {
        RecordSchema.execute(connection, "savepoint backout");
        try {
            set("client_connection_check_interval", "1s");
        } catch (SQLException e) {
            if (!INVALID_PARAMETER.equals(e.getSQLState())) {
                throw e;
            }
            RecordSchema.execute(connection, "rollback to savepoint backout");
        }
        RecordSchema.execute(connection, "release savepoint backout");
    }

    private int insistOnHistory() {
        check.insistOnHistory(connection);
        return 0;
    }

    private CatalogReader reader() {
        return CatalogReader.on(connection, settings.lockTimeout());
    }

    private void inverse(String searchPath) throws StepFailure {
        within(
                "the beginning",
                () -> {
                    set("search_path", searchPath);
                    return 0;
                });
        List<String> statements = plan.statements();
        for (int i = 0; i < statements.size(); i++) {
            String sql = statements.get(i);
            String line = FirstLine.of(sql);
            listener.accept(new RunEvent.Executing(i + 1, statements.size(), line));
            send("statement %d of %d, %s".formatted(i + 1, statements.size(), line), sql);
        }
        send("the check of deferred constraints", "set constraints all immediate");
    }

    /// The reader changes the session's settings again: what follows runs with those.
    private void verify(Snapshot before, Set<CatalogId> touched, Set<CatalogId> roots)
            throws StepFailure {
        CatalogReader reader = within("the verification", this::reader);
        Set<CatalogId> again = new HashSet<>(within("the verification", reader::roots));
        again.removeAll(roots);
        again.addAll(touched);
        Snapshot now = within("the verification", () -> reader.read(again, before));
        Comparison comparison = Comparison.of(plan.after(), now, touched);
        if (!comparison.same()) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "the inverse does not lead to the schema before the migration: %s; everything"
                                    .formatted(PlanCheck.shortened(comparison.notReached()))
                            + " was undone, nothing changed",
                    "make a new plan: backout plan");
        }
    }

    private int record(Author author) throws StepFailure {
        return within(
                "the record of the run",
                () -> {
                    RecordSchema records = new RecordSchema(settings.schema());
                    RunRecords runs = new RunRecords(records);
                    Bars bars = new Bars(records, tool);
                    records.ensure(connection);
                    runs.put(
                            connection,
                            author.run(),
                            file,
                            author.operator(),
                            author.began(),
                            author.tries());
                    int removed = remove(runs, author.run());
                    for (UndoneMigration migration : plan.migrations()) {
                        bars.put(connection, migration, author.run());
                    }
                    bars.arm(connection);
                    return removed;
                });
    }

    private int remove(RunRecords runs, String run) throws SQLException {
        History history = tool.history(connection);
        int removed = 0;
        for (UndoneMigration migration : plan.migrations()) {
            removed +=
                    runs.remove(connection, tool, run, migration, history.rowsOf(migration.name()));
        }
        return removed;
    }

    private void send(String doing, String sql) throws StepFailure {
        switch (SimpleQuery.run(connection, sql)) {
            case MessageOutcome.Completed _ -> insistOnTransaction(doing, sql);
            case MessageOutcome.Failed failed ->
                    throw new StepFailure(doing, sql, failed.failure());
            case MessageOutcome.Stopped stopped ->
                    throw new IllegalStateException("no watchdog here: " + stopped.reason());
        }
    }

    /// A statement that commits would tear the run in two.
    private void insistOnTransaction(String doing, String sql) throws StepFailure {
        try {
            if (SimpleQuery.transactionState(connection) != TransactionState.OPEN) {
                throw new StepFailure(
                        doing,
                        sql,
                        new ServerFailure(
                                "25P01",
                                "it ended the transaction, and what stands before it is committed",
                                null,
                                null,
                                0,
                                null,
                                null,
                                null));
            }
        } catch (SQLException e) {
            throw new StepFailure(doing, e);
        }
    }

    private void set(String setting, String value) throws SQLException {
        try (var statement =
                connection.prepareStatement("select pg_catalog.set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
            }
        }
    }

    /// Tells what was being done when the server refused; a lock that is not to be had can hide
    /// behind any query.
    static <T> T within(String doing, Transactions.Work<T> work) throws StepFailure {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new StepFailure(doing, e);
        } catch (BackoutException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new StepFailure(doing, cause);
            }
            throw e;
        }
    }
}
