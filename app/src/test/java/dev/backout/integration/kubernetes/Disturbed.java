package dev.backout.integration.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/// A transport on which something happens at the requests that a test chooses.
///
/// @param wire the one that works
/// @param when at which requests, counted from 1
/// @param what happens
/// @param count how many there were
public record Disturbed(Transport wire, IntPredicate when, What what, AtomicInteger count)
        implements Transport {
    /// A process that dies there.
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// What happens.
    public enum What {
        /// The process dies before the server hears of it.
        DIES_BEFORE,
        /// The process dies before it hears the answer.
        DIES_AFTER,
        /// There is no answer, and the server never heard of it.
        UNANSWERED,
        /// There is no answer, although the server did it.
        ANSWER_LOST,
        /// The server says that it is overloaded.
        OVERLOADED
    }

    public Disturbed(Transport wire, IntPredicate when, What what) {
        this(wire, when, what, new AtomicInteger());
    }

    @Override
    public Answer send(Request request, Duration patience) throws IOException {
        if (!when.test(count.incrementAndGet())) {
            return wire.send(request, patience);
        }
        return switch (what) {
            case DIES_BEFORE -> throw new Died();
            case DIES_AFTER -> {
                wire.send(request, patience);
                throw new Died();
            }
            case UNANSWERED -> throw new IOException("connection refused");
            case ANSWER_LOST -> {
                wire.send(request, patience);
                throw new IOException("connection reset");
            }
            case OVERLOADED -> new Answer(503, "{\"message\": \"too busy\"}");
        };
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
