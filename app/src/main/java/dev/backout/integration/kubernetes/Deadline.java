package dev.backout.integration.kubernetes;

import java.time.Duration;

/// Until when something is waited for.
///
/// @param end by the clock of [System#nanoTime]
/// @param limit how long it was at the beginning
public record Deadline(long end, Duration limit) {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    /// So long from now.
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    /// For looking at a cluster before anything is touched: whoever waits for that sees nothing
    /// yet.
    ///
    /// @param limit of the step that is looked ahead to
    public static Deadline ofLook(Duration limit) {
        return in(limit.compareTo(LONGEST_LOOK) < 0 ? limit : LONGEST_LOOK);
    }

    boolean over() {
        return left().isNegative() || left().isZero();
    }

    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
