package dev.backout.backup;

import java.time.Instant;

/// What is known of a backup that others keep.
public sealed interface ReferenceState {
    /// Its command said that it is there.
    ///
    /// @param reachesTo the moment to which it restores
    record Verified(Instant reachesTo) implements ReferenceState {}

    /// Nobody looked, or looking did not tell.
    ///
    /// @param why one half sentence
    record Unverified(String why) implements ReferenceState {}
}
