package dev.backout.run;

import dev.backout.plan.Expectation;
import dev.backout.plan.PlannedLock;

import java.util.List;

/// One transaction that leads the touched objects from one shape to another, and the migration
/// tool's history with them.
///
/// @param statements the SQL, each sent as one message
/// @param from what the touched objects have to look like when it begins
/// @param to what they have to look like before it commits
/// @param locks taken before anything is done
/// @param vault what the vault has to do with it
/// @param history what happens to the history
/// @param wrong what to say when the end is another one
record Shift(
        List<String> statements,
        List<Expectation> from,
        List<Expectation> to,
        List<PlannedLock> locks,
        VaultShare vault,
        HistoryWork history,
        String wrong) {
    Shift {
        statements = List.copyOf(statements);
        from = List.copyOf(from);
        to = List.copyOf(to);
        locks = List.copyOf(locks);
    }
}
