package dev.backout.proof;

import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Snapshot;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.TextPosition;

import java.util.List;

/// Holds what a person wrote against the migration that it is to undo, and leaves the replica where
/// the migration leads.
final class DownTrial {
    private final Replica replica;
    private final Subject subject;
    private final Snapshot before;

    DownTrial(Replica replica, Subject subject, Snapshot before) {
        this.replica = replica;
        this.subject = subject;
        this.before = before;
    }

    DownVerdict judge() {
        String down = subject.down();
        if (down == null) {
            return new DownVerdict.None();
        }
        Snapshot after = replica.catalog();
        DownVerdict verdict =
                switch (replica.attempt(down)) {
                    case MessageOutcome.Completed completed -> compare(after);
                    case MessageOutcome.Failed(
                                    ServerFailure failure,
                                    List<String> notices,
                                    int done) ->
                            new DownVerdict.Fails(failure.message(), failure.in(down));
                    case MessageOutcome.Stopped(String reason, List<String> notices) ->
                            new DownVerdict.Fails(reason, new TextPosition(0, 0));
                };
        settle(verdict, after);
        return verdict;
    }

    private DownVerdict compare(Snapshot after) {
        Snapshot now = replica.refresh();
        List<Change> left = SchemaDiff.byName(before, now);
        if (left.isEmpty()) {
            return new DownVerdict.Proved(ColumnOrder.notes(before, now));
        }
        return SchemaDiff.byName(after, now).isEmpty()
                ? new DownVerdict.Empty()
                : new DownVerdict.Differs(ChangeText.differences(left));
    }

    /// A proved down can be followed by the migration; anything else may have left traces.
    private void settle(DownVerdict verdict, Snapshot after) {
        if (verdict instanceof DownVerdict.Proved
                && replica.run(subject.sql()) instanceof MessageOutcome.Completed
                && SchemaDiff.byName(after, replica.refresh()).isEmpty()) {
            return;
        }
        replica.restore();
    }
}
