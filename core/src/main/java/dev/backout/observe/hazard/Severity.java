package dev.backout.observe.hazard;

import java.util.Locale;

/// How much a hazard matters when nothing else is known of the database.
public enum Severity {
    /// Good to know.
    NOTE,
    /// Needs a thought: it can block, fail or break a version of the application.
    WARNING,
    /// Destroys data, or breaks something for certain.
    ERROR;

    /// As reports spell it: `note`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
