package dev.backout.runbook;

import java.time.Duration;
import java.util.List;

/// How writes are paused while the database is backed out.
///
/// @param when in which runs
/// @param ways what is done, in this order; none: writes are never paused
/// @param quiet how long nobody may have written before it goes on
/// @param timeout how long it is waited for that
public record Pausing(When when, List<PauseWay> ways, Duration quiet, Duration timeout) {
    /// What applies when nothing is said.
    public static final Pausing NONE =
            new Pausing(When.NEEDED, List.of(), Duration.ofSeconds(2), Duration.ofMinutes(1));

    /// Copies the list.
    public Pausing {
        ways = List.copyOf(ways);
    }

    /// In which runs writes are paused.
    public enum When {
        /// Where neither release works on the other's schema.
        NEEDED,
        /// In every run.
        ALWAYS,
        /// In none.
        NEVER
    }

    /// Whether writes are paused.
    ///
    /// @param needed whether the plan needs it
    boolean applies(boolean needed) {
        return !ways.isEmpty()
                && switch (when) {
                    case NEEDED -> needed;
                    case ALWAYS -> true;
                    case NEVER -> false;
                };
    }
}
