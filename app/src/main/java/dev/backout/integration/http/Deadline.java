package dev.backout.integration.http;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// When something has to be over.
final class Deadline {
    private final long began = System.nanoTime();
    private final Duration limit;

    Deadline(Duration limit) {
        this.limit = limit;
    }

    /// How long since the beginning.
    Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// How long still, for a socket, where 0 would be for ever.
    int millis() throws SocketTimeoutException {
        long left = limit.minus(took()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("the time is up");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
