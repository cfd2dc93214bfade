package dev.backout.integration.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A transport before each change of which somebody else does something.
///
/// @param wire the one that works
/// @param other what somebody else does
public record Meddled(Transport wire, Runnable other) implements Transport {
    /// Somebody who gives an object another label `team` before the first two changes: `t1`, then
    /// `t0`.
    ///
    /// @param patch applies a merge patch to the object
    public static Meddled twice(Transport wire, Consumer<String> patch) {
        AtomicInteger left = new AtomicInteger(2);
        return new Meddled(
                wire,
                () -> {
                    if (left.get() > 0) {
                        patch.accept(
                                "{\"metadata\":{\"labels\":{\"team\":\"t%d\"}}}"
                                        .formatted(left.decrementAndGet()));
                    }
                });
    }

    @Override
    public Answer send(Request request, Duration patience) throws IOException {
        if (request.method().equals("PATCH")) {
            other.run();
        }
        return wire.send(request, patience);
    }

    @Override
    public String server() {
        return wire.server();
    }

    @Override
    public void close() {
        wire.close();
    }
}
