package dev.backout.integration.kubernetes;

import java.io.IOException;
import java.time.Duration;

/// A transport before each change of which somebody else does something.
///
/// @param wire the one that works
/// @param other what somebody else does
public record Meddled(Transport wire, Runnable other) implements Transport {
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
