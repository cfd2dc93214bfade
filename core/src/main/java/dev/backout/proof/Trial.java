package dev.backout.proof;

import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseFailure;
import dev.backout.schema.Snapshot;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Holds an inverse against the migration that it is to undo, and leaves the replica where the
/// migration leads.
final class Trial {
    private final Replica replica;
    private final Subject subject;
    private final Snapshot before;
    private final Snapshot after;

    /// @param before the catalog before the migration
    /// @param after the catalog after it
    Trial(Replica replica, Subject subject, Snapshot before, Snapshot after) {
        this.replica = replica;
        this.subject = subject;
        this.before = before;
        this.after = after;
    }

    Verdict judge(Inverse inverse) {
        Verdict verdict =
                switch (inverse) {
                    case Inverse.Reversible reversible -> prove(reversible);
                    case Inverse.Irreversible(List<String> reasons) ->
                            new Verdict.Unproved(reasons);
                    case Inverse.Incomplete(List<Statement> statements, List<Change> remaining) ->
                            new Verdict.Refuted(ChangeText.differences(reversed(remaining)));
                    case Inverse.Refused(InverseFailure failure) ->
                            new Verdict.Unproved(List.of(refusal(failure)));
                };
        if (!(verdict instanceof Verdict.Proved)) {
            replica.restore();
        }
        return verdict;
    }

    private Verdict prove(Inverse.Reversible inverse) {
        List<String> notes = ColumnOrder.notes(before, replica.catalog());
        String failure = again();
        if (failure == null && inverse.stages().size() > 1) {
            failure = whole(inverse.statements());
        }
        return failure == null ? new Verdict.Proved(notes) : new Verdict.Refuted(List.of(failure));
    }

    /// The stages were committed one by one; the file that people get is one transaction.
    private @Nullable String whole(List<Statement> statements) {
        try {
            List<Change> left = SchemaDiff.byName(before, replica.apply(statements));
            return left.isEmpty() ? again() : ChangeText.differences(left).getFirst();
        } catch (InverseFailure failure) {
            return refusal(failure);
        }
    }

    /// The migration once more, on what the inverse left.
    private @Nullable String again() {
        return switch (replica.run(subject.sql())) {
            case MessageOutcome.Completed completed -> {
                List<Change> left = SchemaDiff.byName(after, replica.refresh());
                yield left.isEmpty()
                        ? null
                        : "applied again, " + ChangeText.differences(left).getFirst();
            }
            case MessageOutcome.Failed(ServerFailure failure, List<String> notices) ->
                    "applied again, it fails: " + failure.message();
            case MessageOutcome.Stopped(String reason, List<String> notices) ->
                    "applied again, it does not end: " + reason;
        };
    }

    private static String refusal(InverseFailure failure) {
        Statement statement = failure.statement();
        String server = "%s (SQLSTATE %s)".formatted(failure.getMessage(), failure.sqlState());
        return statement == null
                ? "the server refuses the inverse: " + server
                : "the server refuses %s: %s".formatted(firstLine(statement.sql()), server);
    }

    private static String firstLine(String sql) {
        int end = sql.indexOf('\n');
        return end < 0 ? sql : sql.substring(0, end) + " ...";
    }

    private static List<Change> reversed(List<Change> changes) {
        return changes.stream()
                .<Change>map(change ->
                        switch (change) {
                            case Change.Created(var entry) -> new Change.Dropped(entry);
                            case Change.Dropped(var entry) -> new Change.Created(entry);
                            case Change.Altered(var from, var to) -> new Change.Altered(to, from);
                        })
                .toList();
    }
}
