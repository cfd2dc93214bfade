package dev.backout.observe;

import java.util.Locale;

/// How much care a migration wants; see [RiskRule].
public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    /// As reports spell it: `low`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
