package dev.backout.journal;

/// The keys of our advisory locks.
final class RunKeys {
    /// Held by the session that keeps the lease, as long as its process carries out a run:
    /// "BACKOUT" in ASCII.
    static final long RUN = 0x4241434B4F5554L;

    /// Held while a step is under way, by the session that does it; and by whoever takes a lease,
    /// so that no lease changes hands in the middle of a step.
    static final long STEP = RUN + 1;

    private RunKeys() {}
}
