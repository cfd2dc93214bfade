package dev.backout.plan;

import java.util.Locale;

/// What can be done about a migration that failed.
public enum Way {
    /// What was applied of it is undone.
    UNDO,
    /// The rest of it is applied.
    FINISH,
    /// Nothing is run, and the history is told what is so.
    MARK;

    /// As people type it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
