package dev.backout.journal;

import java.util.Locale;

/// How far a run is.
public enum RunState {
    /// Somebody carries it out, or died doing so.
    RUNNING,
    /// A step failed; resume or abort.
    STOPPED,
    /// Its steps are being undone, or whoever did that died.
    ABORTING,
    /// Everything is done.
    DONE,
    /// What was done is undone.
    ABORTED;

    /// The word in the database and on the screen.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether something is left to do.
    public boolean open() {
        return this != DONE && this != ABORTED;
    }

    /// The state of a word; a newer Backout's word is not known.
    static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
