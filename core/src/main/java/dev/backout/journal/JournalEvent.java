package dev.backout.journal;

import java.util.Locale;

/// What a line of the journal tells.
public enum JournalEvent {
    /// The run begins: its steps are laid down.
    BEGUN,
    /// Somebody else, or a later process, goes on with it.
    RESUMED,
    /// A step that is not one transaction is about to be done.
    INTENDED,
    /// A step gave way to others, or is tried again.
    WAITED,
    /// A step that takes its time tells what it found until now.
    NOTED,
    /// A step is done.
    DONE,
    /// A step failed; nothing of it is left, or its next try clears it away.
    FAILED,
    /// It was looked whether an intended step had happened.
    PROBED,
    /// The steps done so far are going to be undone.
    ABORTING,
    /// A step that was done is undone.
    UNDONE,
    /// Undoing a step failed; the step stands as it was.
    NOT_UNDONE,
    /// A step that was done stays, and why.
    KEPT,
    /// Sessions of others were ended.
    TERMINATED,
    /// What was found when a step had failed.
    DIAGNOSED,
    /// Rows that the run had set aside were put back later.
    PUT_BACK,
    /// A channel for messages took one.
    TOLD,
    /// A channel for messages did not take one.
    NOT_TOLD,
    /// The run has ended.
    ENDED;

    /// The word in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The event of a word.
    ///
    /// @throws IllegalArgumentException when a newer Backout wrote it
    public static JournalEvent of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
