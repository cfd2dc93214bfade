package dev.backout.proof;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.observe.Observation;
import dev.backout.observe.StatementObservation;
import dev.backout.schema.Snapshot;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.TextPosition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Proves migrations one after the other on a [Replica]: up, inverse, up again, each time with a
/// look at the catalog. Afterwards the replica has the migration applied, whatever came of the
/// proof, unless the migration itself does not run. For one thread.
public final class Prover {
    /// What is replayed sooner is not worth its place in the cache.
    private static final Duration WORTH_KEEPING = Duration.ofMillis(500);

    /// So many more files make it worth keeping once more.
    private static final int ANEW = 20;

    private final Replica replica;
    private final Ddl ddl;
    private final boolean tracing;

    /// @param replica a database at the state before the first migration
    /// @param ddl the statements of the database product
    public Prover(Replica replica, Ddl ddl) {
        this(replica, ddl, false);
    }

    /// @param tracing whether each migration is observed statement by statement as well
    public Prover(Replica replica, Ddl ddl, boolean tracing) {
        this.replica = replica;
        this.ddl = ddl;
        this.tracing = tracing;
    }

    /// Proves the next migration of the history.
    public MigrationProof prove(Subject subject) {
        Broken broken = up(subject.sql());
        if (broken != null) {
            return broken(subject, broken);
        }
        // Not read again yet.
        Snapshot before = replica.catalog();
        Snapshot after = replica.refresh();
        List<Change> changes = SchemaDiff.byIdentity(before, after);
        Inverse inverse = new InverseBuilder(ddl, replica).build(before, after);
        RowTrial rows = new RowTrial(replica, subject, before, after, changes);
        Trial trial = new Trial(replica, List.of(subject.sql()), List.of(before, after), rows);
        Verdict verdict = trial.judge(inverse);
        List<Statement> statements =
                verdict instanceof Verdict.Proved && inverse instanceof Inverse.Reversible found
                        ? found.statements()
                        : List.of();
        Observation observation = trial.observation();
        if (observation == null) {
            observation = observed(subject, before, after, rows);
        }
        observation = observation.withUnmodelled(trial.unmodelled()).withRows(rows.findings().up());
        if (tracing) {
            observation = observation.withStatements(traced(subject));
        }
        DownVerdict down =
                new DownTrial(replica, subject, before)
                        .judge()
                        .withNotes(rows.findings().downNotes());
        replica.proofDone();
        return new MigrationProof(
                subject.name(),
                null,
                changes,
                verdict,
                statements,
                down,
                observation,
                rows.findings());
    }

    /// What a migration does that could not be undone: it is run once more where it has not run.
    private Observation observed(Subject subject, Snapshot before, Snapshot after, RowTrial rows) {
        replica.restoreWithoutLast();
        rows.attempt(null);
        Observation observation = replica.observe(subject.sql(), before, after);
        replica.refresh();
        return observation;
    }

    private List<StatementObservation> traced(Subject subject) {
        replica.restoreWithoutLast();
        List<StatementObservation> statements = replica.trace(subject.sql());
        replica.restore();
        return statements;
    }

    /// Applies migrations without proving anything; those that do not run are passed over, as they
    /// left nothing.
    public void follow(List<Subject> subjects) {
        subjects.forEach(subject -> replica.next(subject.sql()));
        settle(subjects);
    }

    /// What migrations did that are not proved is nobody's finding.
    private void settle(List<Subject> subjects) {
        if (!subjects.isEmpty()) {
            replica.refresh();
            replica.takeHelpNotes();
            replica.takeUnmodelled();
        }
    }

    /// Applies migrations without proving anything, and tells which of them do not run; those left
    /// nothing.
    ///
    /// @return why, by name, in order
    public SequencedMap<String, Broken> replay(List<Subject> subjects) {
        SequencedMap<String, Broken> broken = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            ServerFailure failure = replica.next(subject.sql()).failure();
            if (failure != null) {
                broken.put(
                        subject.name(),
                        new Broken(
                                failure.sqlState(), failure.message(), failure.in(subject.sql())));
            }
        }
        settle(subjects);
        return broken;
    }

    /// Brings a new replica to the end of the history that it was made for, from where it begins;
    /// and keeps it for later servers when that took long and every file ran.
    ///
    /// @return what does not run, and why, by name, in order
    public SequencedMap<String, Broken> begin(List<Subject> subjects) {
        long start = System.nanoTime();
        int known = replica.followed();
        SequencedMap<String, Broken> broken = replay(subjects.subList(known, subjects.size()));
        boolean slow = System.nanoTime() - start > WORTH_KEEPING.toNanos();
        boolean many = known == 0 || subjects.size() - known >= ANEW;
        if (broken.isEmpty() && slow && many) {
            replica.keep();
        }
        return broken;
    }

    /// Applies a migration without proving anything.
    ///
    /// @return why it does not run, or null when it does
    public @Nullable Broken apply(Subject subject) {
        Broken broken = up(subject.sql());
        if (broken == null) {
            replica.refresh();
        }
        return broken;
    }

    /// Tries a migration without keeping it, where it would come next.
    ///
    /// @return why it does not run, or null when it does
    public @Nullable String broken(Subject subject) {
        ServerFailure failure = replica.run(subject.sql()).failure();
        return failure == null ? null : failure.message();
    }

    private @Nullable Broken up(String sql) {
        return switch (replica.next(sql)) {
            case MessageOutcome.Completed _ -> null;
            case MessageOutcome.Failed(ServerFailure failure, List<String> notices, int done) -> {
                replica.refresh();
                yield new Broken(failure.sqlState(), failure.message(), failure.in(sql));
            }
            case MessageOutcome.Stopped(String reason, List<String> notices) -> {
                replica.refresh();
                yield new Broken("57014", reason, new TextPosition(0, 0));
            }
        };
    }

    private static MigrationProof broken(Subject subject, Broken broken) {
        return new MigrationProof(
                subject.name(),
                broken,
                List.of(),
                new Verdict.Unproved(List.of("the migration does not run: " + broken.message())),
                List.of(),
                new DownVerdict.None(),
                null,
                RowFindings.NONE);
    }
}
