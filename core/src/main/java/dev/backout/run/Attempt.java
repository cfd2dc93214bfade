package dev.backout.run;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Answer;
import dev.backout.journal.Lease;
import dev.backout.observe.LockMode;
import dev.backout.records.RecordSchema;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;

import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Connection connection;
    private final Shift shift;
    private final Lease lease;
    private final PlanCheck check;
    private final RunSettings settings;
    private final Consumer<RunEvent> listener;

    Attempt(
            Connection connection,
            Shift shift,
            Lease lease,
            PlanCheck check,
            RunSettings settings,
            Consumer<RunEvent> listener) {
        this.connection = connection;
        this.shift = shift;
        this.lease = lease;
        this.check = check;
        this.settings = settings;
        this.listener = listener;
    }

    /// What was done, before it is committed.
    ///
    /// @param locks what the transaction held on tables in the end, `users: ACCESS EXCLUSIVE`
    /// @param vault what the vault had to do with it, one phrase each
    record Result(List<Answer> answers, int historyRows, List<String> locks, List<String> vault) {}

    /// Everything up to the line of the journal.
    ///
    /// @param before the whole schema, read before the transaction
    /// @param client what the role has by default
    Result execute(Snapshot before, ClientSettings client) throws StepFailure {
        Set<CatalogId> touched = check.roots(shift.from(), before);
        CatalogReader reader = within("the beginning", () -> warmed(touched, before));
        begin();
        new TableLocks(shift.locks()).take(connection, before, settings.lockTimeout());
        Set<CatalogId> roots = within("the check under lock", reader::roots);
        check.insistOnSchema(
                shift.from(),
                within("the check under lock", () -> reader.read(touched, before)),
                touched);
        within("the check of the history", () -> insistOnHistory());
        List<String> kept = new ArrayList<>();
        List<Answer> answers = statements(client, kept);
        verify(reader, before, touched, roots);
        List<String> locks = within("the look at the locks", this::locks);
        int rows = within("the change of the history", () -> shift.history().apply(connection));
        return new Result(answers, rows, locks, kept);
    }

    /// Reads once what is read again under the locks, so that server and process find their way
    /// there while nobody waits. Not in the transaction: a lock that it left there would have to be
    /// raised later.
    private CatalogReader warmed(Set<CatalogId> touched, Snapshot before) throws SQLException {
        connection.setAutoCommit(true);
        try {
            CatalogReader reader = CatalogReader.on(connection, settings.lockTimeout());
            reader.roots();
            reader.read(touched, before);
            return reader;
        } finally {
            connection.setAutoCommit(false);
        }
    }

    private void begin() throws StepFailure {
        within(
                "the beginning",
                () -> {
                    Sql.execute(connection, "set transaction read write");
                    lease.insist(connection);
                    Pipeline limits = new Pipeline(connection);
                    String patience = settings.lockTimeout().toMillis() + "ms";
                    SessionSettings.set(limits, "lock_timeout", patience, true);
                    SessionSettings.set(limits, "statement_timeout", "0", true);
                    SessionSettings.set(limits, "idle_in_transaction_session_timeout", "60s", true);
                    limits.send();
                    return 0;
                });
    }

    private int insistOnHistory() {
        shift.history().insist(connection);
        return 0;
    }

    private List<Answer> statements(ClientSettings client, List<String> kept) throws StepFailure {
        within(
                "the beginning",
                () -> {
                    client.enter(connection, true);
                    return 0;
                });
        VaultShare.Hand hand =
                within(
                        "the look at what could be destroyed",
                        () -> shift.vault().begin(connection));
        List<String> statements = shift.statements();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            String sql = statements.get(i);
            String line = FirstLine.of(sql);
            listener.accept(new RunEvent.Executing(i + 1, statements.size(), line));
            answers.add(
                    send(
                            "statement %d of %d, %s".formatted(i + 1, statements.size(), line),
                            sql,
                            hand));
        }
        send(
                "the check of deferred constraints",
                "set constraints all immediate",
                new VaultShare.Plain(connection));
        kept.addAll(within("the look at what was kept", hand::end));
        return answers;
    }

    /// The reader changes the session's settings again: what follows runs with those. A table that
    /// moved into the vault is gone, though its identity is not.
    private void verify(
            CatalogReader known, Snapshot before, Set<CatalogId> touched, Set<CatalogId> roots)
            throws StepFailure {
        CatalogReader reader = within("the verification", known::again);
        Set<CatalogId> again = new HashSet<>(within("the verification", reader::roots));
        again.removeAll(roots);
        again.addAll(touched);
        Snapshot now =
                new RecordSchema(settings.schema())
                        .hiddenFrom(within("the verification", () -> reader.read(again, before)));
        Comparison comparison = Comparison.of(shift.to(), now, touched);
        if (!comparison.same()) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "%s: %s; all of it was undone"
                            .formatted(shift.wrong(), PlanCheck.shortened(comparison.notReached())),
                    "make a new plan: backout plan");
        }
    }

    /// The strongest lock on each table that others may use; our own records are nobody's.
    private List<String> locks() throws SQLException {
        return Sql.list(
                connection,
                """
                select n.nspname || '.' || c.relname, l.mode
                from pg_catalog.pg_locks l
                join pg_catalog.pg_class c on c.oid = l.relation
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation'
                  and l.database = (select oid from pg_catalog.pg_database
                                    where datname = pg_catalog.current_database())
                  and c.oid >= 16384 and c.relkind in ('r', 'p', 'm') and n.nspname <> ?
                  and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
                                 'AccessExclusiveLock')
                order by 1, 2\
                """,
                row ->
                        "%s: %s"
                                .formatted(
                                        row.getString(1),
                                        LockMode.ofServer(row.getString(2)).sql()),
                settings.schema());
    }

    private Answer send(String doing, String sql, VaultShare.Hand hand) throws StepFailure {
        long began = System.nanoTime();
        return switch (within(doing, () -> hand.send(sql))) {
            case MessageOutcome.Completed completed -> {
                insistOnTransaction(doing, sql);
                yield Answers.of(sql, completed, Duration.ofNanos(System.nanoTime() - began));
            }
            case MessageOutcome.Failed failed ->
                    throw new StepFailure(doing, sql, failed.failure());
            case MessageOutcome.Stopped stopped ->
                    throw new IllegalStateException("no watchdog here: " + stopped.reason());
        };
    }

    /// A statement that commits would tear the step in two.
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
