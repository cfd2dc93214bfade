package dev.backout.observe;

import java.util.Locale;

/// What a migration and its inverse together do to data.
public enum DataEffect {
    /// No row from before is touched, no value is lost.
    NONE,
    /// What would be lost is kept and comes back.
    KEPT,
    /// Something does not come back.
    LOST,
    /// That depends on rows that a scratch database does not have.
    UNKNOWN;

    /// As reports spell it: `none`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
