package dev.backout.catalog;

import dev.backout.catalog.postgres.Seen;

/// A moment in the life of one database, to find later what changed since. Immutable.
public final class Mark {
    private final Seen seen;

    Mark(Seen seen) {
        this.seen = seen;
    }

    /// What there was of what no object of ours tells.
    public Unmodelled unmodelled() {
        return new Unmodelled(seen.unmodelled());
    }

    Seen seen() {
        return seen;
    }
}
