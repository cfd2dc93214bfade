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

    /// Whether what the migration left in tables was in its way.
    private boolean meetsItsOwn;

    /// Whether tables lack rows that the history gives them.
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
        disturbed |= replica.takeMet() != null;
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
        String met = replica.takeMet();
        disturbed = met != null;
        tryRows(inverse);
        Verdict failure = again(inverse);
        if (failure == null && inverse.stages().size() > 1) {
            failure = whole(inverse);
        }
        if (failure != null) {
            discardRows();
            return failure;
        }
        noteRows(met);
        return new Verdict.Proved(notes);
    }

    /// @param met what the server said of rows that were in the inverse's way, or null
    private void noteRows(@Nullable String met) {
        if (met != null) {
            notes.add(RowFindings.NONE.withInverse(met).notes(meetsItsOwn).getFirst());
        } else if (rows != null) {
            notes.addAll(rows.findings().notes(meetsItsOwn));
        }
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
    private @Nullable Verdict whole(Inverse.Reversible inverse) {
        try {
            replica.refill();
            List<Change> left = SchemaDiff.byName(before, replica.apply(inverse.statements()));
            return left.isEmpty()
                    ? again(inverse)
                    : refuted(ChangeText.differences(left).getFirst());
        } catch (InverseFailure failure) {
            return refuted(refusal(failure));
        }
    }

    /// The migrations once more, on what the inverse left. What they wrote into tables is still
    /// there: when it fails it is tried on the rows of before, for the schema is what is proved
    /// here.
    private @Nullable Verdict again(Inverse.Reversible inverse) {
        ServerFailure failure = applyAll();
        if (failure != null) {
            ServerFailure first = failure;
            String without = rewind(inverse);
            tryRows(inverse);
            failure = applyAll();
            if (failure != null) {
                return without != null && isIntegrity(failure)
                        ? untried(first, without)
                        : refuted("applied again, it fails: " + failure.message());
            }
            meetsItsOwn = true;
            notes.add(isIntegrity(first) ? ROWS_STAY : meetsItsOwn(first));
        }
        List<Change> left = SchemaDiff.byName(after, replica.refresh());
        return left.isEmpty()
                ? null
                : refuted("applied again, " + ChangeText.differences(left).getFirst());
    }

    /// Leads the replica to where the inverse leads, with the rows of before.
    ///
    /// @return why it cannot have those and is empty, or null
    private @Nullable String rewind(Inverse.Reversible inverse) {
        if (!SchemaDiff.byName(before, replica.refresh()).isEmpty()) {
            // A file that commits in its middle.
            replica.restore();
            replica.refill();
            replica.apply(inverse.statements());
        }
        String without = replica.takeRowsOfBefore(files.size());
        if (without != null) {
            disturbed = true;
            replica.emptyTables();
        }
        return without;
    }

    /// Anew on the rows of before, when what the migration left was in its way.
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

    private static String meetsItsOwn(ServerFailure failure) {
        return "applied again on what it left in tables, it fails (%s); on what was there before, it does not"
                .formatted(failure.message());
    }

    private static boolean isIntegrity(ServerFailure failure) {
        return failure.sqlState().startsWith(INTEGRITY);
    }

    private static Verdict refuted(String difference) {
        return new Verdict.Refuted(List.of(difference));
    }

    private static Verdict untried(ServerFailure failure, String without) {
        return new Verdict.Unproved(
                List.of(
                        "applied again on what it left in tables, it fails (%s), and what was there before cannot be brought back: %s"
                                .formatted(failure.message(), without)));
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
