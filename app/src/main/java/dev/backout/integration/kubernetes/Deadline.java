package dev.backout.integration.kubernetes;

import java.time.Duration;

/// Until when something is waited for.
///
/// @param end by the clock of [System#nanoTime]
/// @param limit how long it was at the beginning
public record Deadline(long end, Duration limit) {
    /// So long from now.
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    boolean over() {
        return left().isNegative() || left().isZero();
    }

    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
