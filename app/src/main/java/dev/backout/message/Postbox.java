package dev.backout.message;

import java.time.Duration;
import java.util.List;

/// Brings messages to channels, in the order in which they were posted, in the background. Posting
/// never waits. Safe for several threads.
public final class Postbox implements AutoCloseable {
    private final List<Carrier> carriers;
    private final Duration farewell;

    /// @param channels each has a thread of its own: one that hangs holds up no other
    /// @param delivery told what became of each message
    /// @param farewell how long closing waits for what is not delivered yet
    public Postbox(List<Channel> channels, Delivery delivery, Duration farewell) {
        this.carriers = channels.stream().map(one -> new Carrier(one, delivery)).toList();
        this.farewell = farewell;
        carriers.forEach(Carrier::start);
    }

    /// Sends it to every channel that wants it.
    public void post(Message message) {
        carriers.forEach(one -> one.post(message));
    }

    /// Delivers what is left, within the limit; what is not delivered by then counts as not told.
    @Override
    public void close() {
        carriers.forEach(Carrier::finish);
        long end = System.nanoTime() + farewell.toNanos();
        carriers.forEach(one -> one.end(Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }
}
