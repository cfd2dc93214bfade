package dev.backout.run;

import dev.backout.journal.Leases;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// How a run behaves towards others.
///
/// @param lockTimeout how long one statement waits for a lock; whoever comes later queues behind it
/// @param tries how often the transaction is tried when locks are in the way, at least 1
/// @param pause how long the first pause between two tries is; each is twice the one before, and
///   half of it is left to chance
/// @param longestPause no pause is longer
/// @param toolPatience how long to wait for a deployment that holds the migration tool's lock
/// @param schema the schema of the records, `backout`
/// @param lease how long a process may be silent before another one takes its run over
/// @param terminable whose sessions are ended when they are in the way: names of applications to
///   the letter, or numbers of server processes; nobody's unless they are named here
/// @param publishing whether it is accepted that publications of all tables send what is written
///   here
/// @param until when the time for it is over: from then on no step begins while nothing is
///   committed; null for never
public record RunSettings(
        Duration lockTimeout,
        int tries,
        Duration pause,
        Duration longestPause,
        Duration toolPatience,
        String schema,
        Duration lease,
        Set<String> terminable,
        boolean publishing,
        @Nullable Instant until) {
    /// How long a statement waits for a lock when nobody says otherwise. Everybody who comes later
    /// waits behind it, so it gives way soon and comes back; and well before `deadlock_timeout`,
    /// one second on most servers, after which the server may end a transaction of the application
    /// instead of ours.
    public static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);

    /// Whoever only reads the catalog holds nobody up.
    private static final Duration READING = Duration.ofSeconds(3);

    /// What applies when nobody says otherwise. The patience is that of deployments with each
    /// other.
    public static final RunSettings DEFAULT =
            new RunSettings(
                    LOCK_TIMEOUT,
                    10,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    RecordSchema.USUAL,
                    Leases.USUAL,
                    Set.of(),
                    false,
                    null);

    public RunSettings {
        if (tries < 1) {
            throw new IllegalArgumentException("a run is tried at least once: " + tries);
        }
        if (lockTimeout.isNegative() || lockTimeout.isZero()) {
            throw new IllegalArgumentException("waiting for ever is not offered: " + lockTimeout);
        }
        terminable = Set.copyOf(terminable);
    }

    /// How long reading the catalog waits behind somebody's strong lock.
    Duration readingTimeout() {
        return lockTimeout.compareTo(READING) > 0 ? lockTimeout : READING;
    }

    /// With another lock timeout.
    public RunSettings withLockTimeout(Duration timeout) {
        return waiting(timeout, tries, pause, longestPause, toolPatience);
    }

    /// With another number of tries.
    public RunSettings withTries(int number) {
        return waiting(lockTimeout, number, pause, longestPause, toolPatience);
    }

    /// With other pauses.
    public RunSettings withPauses(Duration first, Duration longest) {
        return waiting(lockTimeout, tries, first, longest, toolPatience);
    }

    /// With another patience for the migration tool's lock.
    public RunSettings withToolPatience(Duration patience) {
        return waiting(lockTimeout, tries, pause, longestPause, patience);
    }

    /// With the records in another schema.
    public RunSettings withSchema(String name) {
        return acting(name, lease, terminable, publishing, until);
    }

    /// With a lease of another length.
    public RunSettings withLease(Duration length) {
        return acting(schema, length, terminable, publishing, until);
    }

    /// With sessions that may be ended.
    public RunSettings withTerminable(Set<String> names) {
        return acting(schema, lease, names, publishing, until);
    }

    /// Where publications of all tables may send what is written.
    public RunSettings withPublishing(boolean accepted) {
        return acting(schema, lease, terminable, accepted, until);
    }

    /// With an end of the time for it.
    public RunSettings withUntil(@Nullable Instant moment) {
        return acting(schema, lease, terminable, publishing, moment);
    }

    /// The same, which waits otherwise.
    private RunSettings waiting(
            Duration locks, int number, Duration first, Duration longest, Duration patience) {
        return new RunSettings(
                locks,
                number,
                first,
                longest,
                patience,
                schema,
                lease,
                terminable,
                publishing,
                until);
    }

    /// The same, which does otherwise what has nothing to do with waiting.
    private RunSettings acting(
            String records,
            Duration length,
            Set<String> names,
            boolean accepted,
            @Nullable Instant end) {
        return new RunSettings(
                lockTimeout,
                tries,
                pause,
                longestPause,
                toolPatience,
                records,
                length,
                names,
                accepted,
                end);
    }

    /// Whether a session that is in the way may be ended. One that does not tell its name can only
    /// be named by its number.
    boolean terminable(Blocker blocker) {
        return blocker.pid() != 0
                && (terminable.contains(blocker.application())
                        || terminable.contains(Integer.toString(blocker.pid())));
    }
}
