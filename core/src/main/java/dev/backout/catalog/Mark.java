package dev.backout.catalog;

import dev.backout.catalog.postgres.Seen;

/// A moment in the life of one database, to find later what changed since. Immutable.
public final class Mark {
    private final Seen seen;

    Mark(Seen seen) {
        this.seen = seen;
    }

    Seen seen() {
        return seen;
    }
}
