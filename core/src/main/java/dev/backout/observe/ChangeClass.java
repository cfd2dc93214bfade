package dev.backout.observe;

import java.util.Locale;

/// What kind of migration it is.
public enum ChangeClass {
    /// It only adds: objects, constraints, enum labels, comments. That alone does not make it safe.
    ADDITIVE,
    /// It changes or drops what was there, or writes rows, and destroys no data.
    CHANGING,
    /// It destroys data.
    DESTRUCTIVE;

    /// As reports spell it: `additive`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
