package dev.backout.proof;

import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseFailure;
import dev.backout.observe.Observation;
import dev.backout.schema.Snapshot;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Holds an inverse against the migrations that it is to undo, and leaves the replica where they
/// lead.
public final class Trial {
    /// Class 23 of the manual's appendix A: integrity constraint violation.
    private static final String INTEGRITY = "23";

    private static final String ROWS_STAY =
            "rows that the migration inserted stay, and it would meet them when applied again";

    private final Replica replica;
    private final List<String> files;
    private final List<Snapshot> states;
    private final Snapshot before;
    private final Snapshot after;
    private final List<Observation> observations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> unmodelled = new ArrayList<>();
    private final @Nullable RowTrial rows;
    private boolean disturbed;

    /// @param replica where the inverse was tried; its history ends with the files
    /// @param files the migration's file, or those of several that are undone together
    /// @param before the catalog before them
    /// @param after the catalog after them
    public Trial(Replica replica, List<String> files, Snapshot before, Snapshot after) {
        this(replica, files, List.of(before, after), null);
    }

    /// @param replica where the inverse was tried; its history ends with the files
    /// @param files the files of the migrations that are undone together, in order
    /// @param states the catalog before each of them and after the last; of several files, only the
    ///   first and the last state may be given, and then nothing is observed
    public Trial(Replica replica, List<String> files, List<Snapshot> states) {
        this(replica, files, states, null);
    }

    /// @param rows tried where the inverse has led back, before the migration is applied again
    Trial(Replica replica, List<String> files, List<Snapshot> states, @Nullable RowTrial rows) {
        this.rows = rows;
        this.replica = replica;
        this.files = List.copyOf(files);
        this.states = List.copyOf(states);
        this.before = states.getFirst();
        this.after = states.getLast();
    }

    /// Judges what was found. Call it once.
    ///
    /// @param inverse what led, or was to lead, the replica back
    public Verdict judge(Inverse inverse) {
        Verdict verdict =
                switch (inverse) {
                    case Inverse.Reversible reversible -> prove(reversible);
                    case Inverse.Irreversible(List<String> reasons) ->
                            new Verdict.Unproved(reasons);
                    case Inverse.Incomplete(List<Statement> statements, List<Change> remaining) ->
                            new Verdict.Refuted(ChangeText.differences(Reversal.of(remaining)));
                    case Inverse.Refused(InverseFailure failure) ->
                            new Verdict.Unproved(List.of(refusal(failure)));
                };
        if (disturbed || !(verdict instanceof Verdict.Proved)) {
            replica.restore();
        }
        return unlessUnmodelled(verdict);
    }

    /// What a single file does besides changing the schema, seen when it was run again; null when
    /// it did not come to that.
    public @Nullable Observation observation() {
        return observations.isEmpty() ? null : observations.getLast();
    }

    /// Kinds that the files change and that no snapshot tells; known once it was judged.
    List<String> unmodelled() {
        return unmodelled;
    }

    /// What each file does besides changing the schema; as many as there are files when the inverse
    /// is proved and all states were given.
    public List<Observation> observations() {
        return List.copyOf(observations);
    }

    private Verdict prove(Inverse.Reversible inverse) {
        notes.addAll(ColumnOrder.notes(before, replica.catalog()));
        notes.addAll(replica.takeHelpNotes());
        tryRows(inverse);
        String failure = again(inverse);
        if (failure == null && inverse.stages().size() > 1) {
            failure = whole(inverse);
        }
        if (failure != null) {
            discardRows();
            return new Verdict.Refuted(List.of(failure));
        }
        if (rows != null) {
            notes.addAll(rows.findings().notes(disturbed));
        }
        return new Verdict.Proved(notes);
    }

    /// A change of something that no snapshot tells must never pass for right.
    private Verdict unlessUnmodelled(Verdict verdict) {
        Set<String> kinds = replica.takeUnmodelled();
        unmodelled.addAll(kinds);
        return kinds.isEmpty() || !(verdict instanceof Verdict.Proved)
                ? verdict
                : new Verdict.Unproved(
                        kinds.stream()
                                .map(kind -> "it changes a kind that is not modelled: " + kind)
                                .toList());
    }

    /// The stages were committed one by one; the file that people get is one transaction.
    private @Nullable String whole(Inverse.Reversible inverse) {
        try {
            replica.refill();
            List<Change> left = SchemaDiff.byName(before, replica.apply(inverse.statements()));
            return left.isEmpty() ? again(inverse) : ChangeText.differences(left).getFirst();
        } catch (InverseFailure failure) {
            return refusal(failure);
        }
    }

    /// The migrations once more, on what the inverse left. Rows that they insert are still there:
    /// when they are in the way it is tried on empty tables, for the schema is what is proved here.
    private @Nullable String again(Inverse.Reversible inverse) {
        ServerFailure failure = applyAll();
        if (failure != null && failure.sqlState().startsWith(INTEGRITY)) {
            disturbed = true;
            notes.add(ROWS_STAY);
            replica.emptyTables();
            tryRows(inverse);
            failure = applyAll();
        }
        if (failure != null) {
            return "applied again, it fails: " + failure.message();
        }
        List<Change> left = SchemaDiff.byName(after, replica.refresh());
        return left.isEmpty() ? null : "applied again, " + ChangeText.differences(left).getFirst();
    }

    /// Again on empty tables, when the migration's own rows were in the way.
    private void tryRows(Inverse.Reversible inverse) {
        if (rows != null) {
            rows.attempt(inverse.statements());
        }
    }

    private void discardRows() {
        if (rows != null) {
            rows.discard();
        }
    }

    private @Nullable ServerFailure applyAll() {
        replica.refill();
        observations.clear();
        for (int i = 0; i < files.size(); i++) {
            ServerFailure failure = apply(i);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private @Nullable ServerFailure apply(int index) {
        if (states.size() != files.size() + 1) {
            return replica.run(files.get(index)).failure();
        }
        if (index > 0) {
            replica.refresh();
        }
        Observation observation =
                replica.observe(files.get(index), states.get(index), states.get(index + 1));
        observations.add(observation);
        return observation.failure();
    }

    private static String refusal(InverseFailure failure) {
        Statement statement = failure.statement();
        String server = "%s (SQLSTATE %s)".formatted(failure.getMessage(), failure.sqlState());
        return statement == null
                ? "the server refuses the inverse: " + server
                : "the server refuses %s: %s".formatted(firstLine(statement.shown()), server);
    }

    private static String firstLine(String sql) {
        int end = sql.indexOf('\n');
        return end < 0 ? sql : sql.substring(0, end) + " ...";
    }
}
