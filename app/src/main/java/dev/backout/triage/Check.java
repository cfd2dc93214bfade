package dev.backout.triage;

import org.jspecify.annotations.Nullable;

/// A line of the checklist.
///
/// @param state whether it is fulfilled
/// @param what `a backup`
/// @param text what was found
/// @param command what mends it, or null
public record Check(State state, String what, String text, @Nullable String command) {
    /// Whether it is fulfilled.
    public enum State {
        /// It is.
        DONE,
        /// It is not.
        OPEN,
        /// Nobody could tell in time, or at all.
        UNKNOWN
    }

    /// A fulfilled one.
    public static Check done(String what, String text) {
        return new Check(State.DONE, what, text, null);
    }

    /// One that is not.
    public static Check open(String what, String text, @Nullable String command) {
        return new Check(State.OPEN, what, text, command);
    }

    /// Fulfilled or not.
    public static Check of(boolean done, String what, String text, @Nullable String command) {
        return done ? done(what, text) : open(what, text, command);
    }

    /// One of which nobody knows.
    public static Check unknown(String what, String text, @Nullable String command) {
        return new Check(State.UNKNOWN, what, text, command);
    }
}
