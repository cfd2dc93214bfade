package dev.backout.triage;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// A session that is at work, or keeps a transaction open.
///
/// @param application what it calls itself
/// @param state `active`, `idle in transaction`; empty when our role may not see it
/// @param transaction since when its transaction is open, or null when there is none to be seen
/// @param query since when its last query runs, or null
/// @param waitsFor the table whose lock it waits for, or empty
/// @param blockedBy the sessions that it waits for
/// @param text its query without values; empty when our role may not see it
public record LiveSession(
        int pid,
        String application,
        String role,
        String state,
        @Nullable Duration transaction,
        @Nullable Duration query,
        String waitsFor,
        List<Integer> blockedBy,
        String text) {
    /// Older transactions are in somebody's way sooner or later.
    private static final Duration LONG = Duration.ofMinutes(1);

    /// Copies the list.
    public LiveSession {
        blockedBy = List.copyOf(blockedBy);
    }

    /// Whether its transaction has been open for long.
    public boolean old() {
        return transaction != null && transaction.compareTo(LONG) > 0;
    }

    /// Whether it waits for somebody.
    public boolean waits() {
        return !blockedBy.isEmpty();
    }

    /// Whether our role may see what it does.
    public boolean visible() {
        return !state.isEmpty();
    }
}
