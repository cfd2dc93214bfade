package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Runs files in a scratch database and records what they do. For one thread. It wants the
/// database's session fresh and leaves it fresh.
public final class Observer {
    private static final String REFUSES_TRANSACTION = "25001";

    private final ScratchDatabase database;
    private final Probe probe;

    /// An observer of one database.
    public Observer(ScratchDatabase database) {
        this.database = database;
        this.probe = new Probe(database);
    }

    /// Runs a migration or an inverse whose effect on the schema is known already, and tells what
    /// else it does. Afterwards the database is as the migration tool would have left it.
    ///
    /// It runs inside a transaction once, and twice more when it writes rows of older tables or
    /// runs code.
    ///
    /// @param sql the file
    /// @param before the schema now
    /// @param after the schema that running it gives
    public Observation observe(String sql, Snapshot before, Snapshot after) {
        return observe(sql, before, after, before);
    }

    /// The same after the file was run once and undone.
    ///
    /// @param before the schema before the file was first run
    /// @param after the schema after it was first run
    /// @param now the schema of this database now, equal to `before` but for the identities: this
    ///   may be another database
    public Observation observe(String sql, Snapshot before, Snapshot after, Snapshot now) {
        MigrationScript script = MigrationScript.of(sql);
        TransactionUse use = script.transactionUse();
        if (script.touchesRows()) {
            probe.markSequences();
        }
        Run run = measured(use == TransactionUse.ORDINARY ? sql : text(script.work()));
        boolean done = use == TransactionUse.ORDINARY && run.succeeded() && !needsLook(script, run);
        Measures measures = run.measures();
        if (!run.succeeded()) {
            measures = assumed(SchemaDiff.byIdentity(before, after));
        } else if (use != TransactionUse.LEFT_OPEN && needsLook(script, run)) {
            probe.reset();
            measures = closer(script, before, after, now, run);
        }
        if (!done) {
            probe.reset();
        }
        probe.forgetSequences();
        ServerFailure failure = database.run(done ? "COMMIT" : sql).failure();
        database.reset();
        TransactionUse seen = run.refused() ? TransactionUse.REFUSED : use;
        Observation observation = Observation.of(script, seen, before, after, measures);
        return failure == null ? observation : observation.failing(failure);
    }

    /// What was measured of a text, and why it failed, or null when it did not.
    public record Measured(Measures measures, @Nullable ServerFailure failure) {}

    /// Runs a text of our own making in one transaction and commits it, unless it fails: then
    /// nothing was done. Locks, rewrites and scans are measured; rows are not looked at.
    public Measured measure(String sql) {
        database.reset();
        Run run = measured(sql);
        ServerFailure failure = run.succeeded() ? database.run("COMMIT").failure() : run.failure();
        database.reset();
        return new Measured(run.measures(), failure);
    }

    /// Runs a file statement by statement, each committed on its own, and tells what each did.
    /// Stops where one fails.
    ///
    /// @param sql the file
    /// @param before the schema now
    /// @param next reads the schema again, given what it was a statement ago
    public List<StatementObservation> trace(
            String sql, Snapshot before, UnaryOperator<Snapshot> next) {
        List<StatementObservation> traced = new ArrayList<>();
        Snapshot now = before;
        database.reset();
        for (SqlStatement statement : MigrationScript.of(sql).work()) {
            Run run = measured(statement.text());
            boolean done =
                    run.succeeded()
                            ? database.run("COMMIT").failure() == null
                            : database.run("ROLLBACK").failure() == null
                                    && run.refused()
                                    && database.run(statement.text()).failure() == null;
            if (!done) {
                break;
            }
            Snapshot then = next.apply(now);
            List<Change> changes = SchemaDiff.byIdentity(now, then);
            traced.add(
                    new StatementObservation(
                            statement,
                            changes,
                            run.succeeded() ? run.measures() : assumed(changes)));
            now = then;
        }
        database.reset();
        return traced;
    }

    /// One run inside a transaction that is still open.
    private record Run(
            List<LockedRelation> locked, Measures measures, @Nullable ServerFailure failure) {
        boolean succeeded() {
            return failure == null;
        }

        boolean refused() {
            return failure != null && failure.sqlState().equals(REFUSES_TRANSACTION);
        }
    }

    private Run measured(String text) {
        Map<Long, Long> scans = probe.begin();
        long start = System.nanoTime();
        ServerFailure failure = text.isBlank() ? null : database.run(text).failure();
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        if (failure != null) {
            return new Run(List.of(), Measures.NONE, failure);
        }
        List<LockedRelation> locked = probe.locked();
        return new Run(locked, measures(locked, scans, duration), null);
    }

    private Measures measures(
            List<LockedRelation> locked, Map<Long, Long> scansBefore, Duration duration) {
        Map<Address, LockMode> locks = new HashMap<>();
        Set<Address> rewritten = new HashSet<>();
        Set<Address> dropped = new HashSet<>();
        Set<Address> scanned = new HashSet<>();
        Map<Long, Probe.Now> now =
                probe.now(locked.stream().filter(LockedRelation::stronglyLocked).toList());
        for (LockedRelation relation : locked) {
            if (relation.address().kind() != ObjectKind.SEQUENCE) {
                locks.put(relation.address(), relation.strongest());
            }
            Probe.Now seen = now.get(relation.oid());
            if (seen == null && relation.stronglyLocked() && relation.holdsRows()) {
                dropped.add(relation.address());
            }
            if (seen != null && seen.fileNode() != relation.fileNode()) {
                rewritten.add(relation.address());
            }
            if (seen != null && seen.scans() > scansBefore.getOrDefault(relation.oid(), 0L)) {
                scanned.add(relation.address());
            }
        }
        return new Measures(locks, rewritten, dropped, scanned, List.of(), List.of(), duration);
    }

    private boolean needsLook(MigrationScript script, Run run) {
        return run.locked().stream().anyMatch(LockedRelation::rowsMayBeWritten)
                || run.measures().rewritten().stream().anyMatch(a -> a.kind() == ObjectKind.TABLE)
                || (!run.locked().isEmpty() && mayRunCode(script));
    }

    private static boolean mayRunCode(MigrationScript script) {
        return script.work().stream()
                .anyMatch(s ->
                        s.beginsWith("DO")
                                || s.beginsWith("CALL")
                                || s.beginsWith("SELECT")
                                || s.beginsWith("WITH"));
    }

    private Measures closer(
            MigrationScript script, Snapshot before, Snapshot after, Snapshot now, Run run) {
        RowLook look = new RowLook(database, probe, script, before, after, now, run.locked());
        RowLook.Result result = look.look();
        return run.measures().withRows(result.writes(), result.code());
    }

    /// What PostgreSQL's manual says of statements that refuse a transaction; there is no moment to
    /// ask the server.
    private static Measures assumed(List<Change> changes) {
        Map<Address, LockMode> locks = new HashMap<>();
        Set<Address> scanned = new HashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Created(var entry) when entry.object() instanceof Index index -> {
                    locks.put(index.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
                    scanned.add(index.table());
                }
                case Change.Dropped(var entry) when entry.object() instanceof Index index ->
                        locks.put(index.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
                case Change.Created _, Change.Dropped _, Change.Altered _ -> {}
            }
        }
        return new Measures(
                locks, Set.of(), Set.of(), scanned, List.of(), List.of(), Duration.ZERO);
    }

    private static String text(List<SqlStatement> statements) {
        return statements.stream().map(SqlStatement::text).collect(Collectors.joining());
    }
}
